"""Look up a published version of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError
from vizsla.functions.version_words import LIVE
from vizsla.workspace.row_values import check_number

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from vizsla.functions.function_library import FunctionLibrary

__all__ = ["check_version", "version_folder"]


def check_version(name: str, version: int | None, versions: Collection[int]) -> int:
    """Return the number of a published version, checked.

    Args:
        name: the function's name.
        version: the version's number; None where none is live.
        versions: the numbers of the published versions.

    Raises:
        NotFoundError: the version is not among them.

    """
    if version is not None:
        version = check_number(version, "a version")
    if version is None or version not in versions:
        raise _not_published(name, version, versions)
    return version


def version_folder(functions: FunctionLibrary, name: str, version: int | None) -> Path:
    """Return the bundle's folder of a published version.

    Args:
        functions: the library that the version was published to.
        name: the function's name.
        version: the version's number; None means the live one.

    Raises:
        NotFoundError: the version is not published.

    """
    number = functions.live(name) if version is None else check_number(version, "a version")
    folder = None if number is None else functions.get(name, number)
    if folder is None:
        raise _not_published(name, number, functions.versions(name))
    return folder


def _not_published(name: str, version: int | None, versions: Collection[int]) -> NotFoundError:
    asked = LIVE if version is None else version
    published = ", ".join(f"{name}@{each}" for each in versions) or "none"
    return NotFoundError(f"there is no {name}@{asked}; published: {published}")
