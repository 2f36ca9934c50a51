"""A name's published versions on disk, and which of them is live."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from vizsla.atomic import write_file
from vizsla.errors import BundleError, NotFoundError
from vizsla.functions.published import LIVE, functions_folder, versions_of

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["check_version", "make_live", "remove_published"]


def check_version(name: str, version: int | None, versions: Collection[int]) -> int:
    """Return a version's number if it is one of these.

    Args:
        name: what it is of.
        version: its number; None where none is live.
        versions: those that are there.

    Raises:
        NotFoundError: it is not among them.

    """
    if version is None or version not in versions:
        asked = LIVE if version is None else version
        published = ", ".join(f"{name}@{each}" for each in versions) or "none"
        raise NotFoundError(f"there is no {name}@{asked}; published: {published}")
    return version


def make_live(name: str, version: int) -> None:
    """Let ``NAME@live`` stand for a version, in one step.

    Raises:
        NotFoundError: it was not published.
        BundleError: the alias can't be written.

    """
    check_version(name, version, versions_of(name))
    folder = functions_folder() / name
    try:
        write_file(folder / LIVE, f"{version}\n".encode())
    except OSError as error:
        raise BundleError(
            f"{folder / LIVE} can't be written ({error.strerror or error}); the live version is "
            "what it was"
        ) from error


def remove_published(name: str) -> None:
    """Remove all versions of a name."""
    shutil.rmtree(functions_folder() / name, ignore_errors=True)
