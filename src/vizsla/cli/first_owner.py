"""A server's address, and the link by which somebody becomes the first owner of a shared one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.cli.console import print_line

if TYPE_CHECKING:
    from vizsla.server import ServerSettings

__all__ = ["own_address", "print_first_owner"]

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not to listen on


def own_address(settings: ServerSettings, port: int) -> str:
    """Return the address of a server, with a slash at its end."""
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{shown}:{port}{settings.path_prefix}/"


def print_first_owner(settings: ServerSettings, port: int) -> None:
    """Print a one-time link where nobody owns the server yet.

    Args:
        settings: the server's settings.
        port: the port that it listens on.

    """
    from vizsla.workspace import Workspace  # noqa: PLC0415 - help must not wait

    with Workspace.open() as workspace:
        if workspace.people.has_owner():
            return
        token = workspace.invitations.first_owner()
    host = EVERYWHERE.get(settings.host, settings.host)
    shown = f"[{host}]" if ":" in host else host
    address = settings.public_address or f"http://{shown}:{port}"
    print_line("Nobody owns this server yet. Become its owner by this link, which works once:")
    print_line(f"  {address}{settings.path_prefix}/studio/sign-in#{token}")
