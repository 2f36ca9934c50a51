"""Finds the functions that were published on this machine: NAME, NAME@live or NAME@3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vizsla.errors import FunctionNotFoundError
from vizsla.home import home

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "LIVE",
    "find_published",
    "functions_folder",
    "live_version",
    "published_names",
    "version_folder",
    "versions_of",
]

LIVE = "live"
NAME = re.compile(r"(?P<name>[^@/\\]+)(?:@(?P<version>live|[1-9][0-9]{0,8}))?\Z")


def functions_folder() -> Path:
    """Return the folder of the published functions, ``NAME/VERSION`` in it."""
    return home() / "functions"


def version_folder(name: str, version: int) -> Path:
    """Return where a version's bundle is, or will be."""
    return functions_folder() / name / str(version)


def versions_of(name: str) -> list[int]:
    """Return the published versions of a name, the first one first."""
    folder = functions_folder() / name
    if not folder.is_dir():
        return []
    return sorted(int(each.name) for each in folder.iterdir() if each.name.isdecimal())


def live_version(name: str) -> int | None:
    """Return the version that ``NAME@live`` stands for, or None."""
    try:
        text = (functions_folder() / name / LIVE).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None


def published_names() -> list[str]:
    """Return the names of all that is published here, in order."""
    folder = functions_folder()
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir() if versions_of(each.name))


def find_published(word: str) -> Path | None:
    """Return the bundle that a word names, or None where no function of that name is published.

    Args:
        word: ``NAME`` or ``NAME@live`` (the version that is live), or ``NAME@3``.

    Raises:
        FunctionNotFoundError: the name is published, and that version is not.

    """
    match = NAME.match(word)
    versions = versions_of(match["name"]) if match else []
    if match is None or not versions:
        return None
    name, asked = match["name"], match["version"]
    wanted = live_version(name) if asked in (None, LIVE) else int(asked)
    if wanted not in versions:
        raise FunctionNotFoundError(
            f"there is no {word!r}: the published versions are "
            f"{', '.join(f'{name}@{each}' for each in versions)}; to make one of them live: "
            f"vizsla rollback {name} --to {versions[-1]}"
        )
    return version_folder(name, wanted)
