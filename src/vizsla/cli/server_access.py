"""Decides whether a server needs keys, and refuses to start it without them."""

from __future__ import annotations

from vizsla.errors import MissingExtraError, OptionError

__all__ = ["needs_keys"]


def needs_keys(host: str, *, keys: bool, insecure: bool, people: bool = False) -> bool:
    """Return whether a call needs a key: always where others reach the server.

    Args:
        host: the address to listen on.
        keys: whether a key is needed on this computer, too.
        insecure: whether none is needed anywhere.
        people: whether people sign in, so that there may be no key.

    Raises:
        OptionError: a key is needed, and there is none; or both were asked for.
        MissingExtraError: the database that has the keys is not installed.

    """
    # Imported here: help must not wait.
    from vizsla.server.server_settings import is_loopback  # noqa: PLC0415

    if keys and insecure:
        raise OptionError("--insecure lets everybody call, and --keys does not: choose one")
    needed = keys or not (is_loopback(host) or insecure)
    if needed and not people and not _has_key():
        raise OptionError(
            f"--host {host}: a call of others needs a key, and there is none yet; make one with: "
            "vizsla keys new NAME; or say --insecure where the network keeps others away"
        )
    return needed


def _has_key() -> bool:
    try:
        from vizsla.workspace import Workspace  # noqa: PLC0415 - a server without keys needs none
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"keys need {error.name}, which is not installed: pip install 'vizsla[server]'"
        ) from error
    with Workspace.open() as workspace:
        return any(each.is_valid() for each in workspace.keys.all())
