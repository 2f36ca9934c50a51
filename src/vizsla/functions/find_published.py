"""Finds published functions by a word: NAME, NAME@live, NAME@3 or NAME@WORD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.errors import FunctionNotFoundError, MissingExtraError
from vizsla.functions.function_library import local_functions, shared_functions
from vizsla.functions.version_words import LIVE

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.function_library import FunctionLibrary

__all__ = ["find_published", "published_names"]

NAME = re.compile(r"(?P<name>[^@/\\\0]{1,80})(?:@(?P<version>[^@/\\\0]{1,80}))?\Z")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}\Z")


def published_names() -> list[str]:
    """Return the names of all published functions, in order."""
    libraries, _ = _libraries()
    return sorted({name for library in libraries for name in library.names()})


def find_published(word: str) -> Path | None:
    """Return the bundle that a word names, or None where no function of that name is published.

    Args:
        word: ``NAME`` or ``NAME@live`` (the version that is live), ``NAME@3``, or ``NAME@WORD``
            for the version that was given this word as its name.

    Raises:
        FunctionNotFoundError: the name is published, and that version is not.
        WorkspaceError: the storage in which a team shares its functions can't be reached.
        MissingExtraError: the library that reaches it is not installed, and the name is not
            published on this computer.

    """
    match = NAME.match(word)
    if match is None or match["name"].startswith("."):
        return None
    name, version = match["name"], match["version"]
    libraries, missing = _libraries()
    for library in libraries:
        number = _number(library, name, version or LIVE)
        found = None if number is None else library.get(name, number)
        if found is not None:
            return found
    versions = sorted({each for library in libraries for each in library.versions(name)})
    if missing is not None and not versions:
        raise missing
    if not versions:
        return None
    raise FunctionNotFoundError(
        f"there is no {word!r}: the published versions are "
        f"{', '.join(f'{name}@{each}' for each in versions)}; to make one of them live: "
        f"vizsla rollback {name} --to {versions[-1]}"
    )


def _number(library: FunctionLibrary, name: str, version: str) -> int | None:
    if version == LIVE:
        return library.live(name)
    return int(version) if _NUMBER.match(version) else library.named(name, version)


def _libraries() -> tuple[list[FunctionLibrary], MissingExtraError | None]:
    """Return the libraries to search, and the error of one that can't be opened."""
    local = local_functions()
    try:
        shared = shared_functions()
    except MissingExtraError as error:  # the local library needs no extra
        return [local], error
    return [local] if shared is None else [shared, local], None
