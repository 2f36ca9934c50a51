"""Where pictures lie: a folder, seen as names relative to it."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import files_in, folders_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from vizsla.exchange.incoming import Problem
    from vizsla.modalities.limits import Limits

__all__ = ["FolderTree", "Tree", "spellings"]


class Tree(Protocol):
    """A folder or an archive.

    Names are relative to it, with ``/`` between the parts.

    Attributes:
        title: what messages call it.
        suffixes: the endings of the files that count.
        problems: what in it can't be used.

    """

    title: str
    suffixes: Collection[str]
    problems: list[Problem]

    def pictures(self) -> list[str]:
        """Return the places of all pictures by their extension, in natural order."""

    def folders(self) -> list[str]:
        """Return the names of the folders right inside, but for hidden ones."""

    def find(self, path: str, base: str = "") -> str | None:
        """Return the place of the file that ``path`` means, seen from ``base``, or None."""

    def read(self, place: str) -> bytes:
        """Return a file's bytes.

        Raises:
            InputError: it can't be read, or is too large.

        """


class FolderTree:
    """A folder on disk.

    A path in a table may also be absolute, or lead out of the folder: the table is the user's.
    """

    def __init__(self, root: Path, limits: Limits, suffixes: Collection[str]) -> None:
        self.title = shorten(str(root))
        self.problems: list[Problem] = []
        self._root = root
        self._limits = limits
        self.suffixes = suffixes

    def pictures(self) -> list[str]:
        """Return the places of all pictures by their extension, in natural order."""
        return [
            each.relative_to(self._root).as_posix() for each in files_in(self._root, self.suffixes)
        ]

    def folders(self) -> list[str]:
        """Return the names of the folders right inside, but for hidden ones."""
        return [each.name for each in folders_in(self._root)]

    def find(self, path: str, base: str = "") -> str | None:
        """Return the place of the file that ``path`` means, seen from ``base``, or None."""
        for spelling in spellings(path):
            place = os.path.normpath(Path(base, spelling)) if spelling else ""
            if place and os.path.isfile(self._root / place):  # noqa: PTH113 - Path.is_file() raises
                return Path(place).as_posix()
        return None

    def read(self, place: str) -> bytes:
        """Return a file's bytes."""
        return read_path(self._root / place, self._limits)


def spellings(path: str) -> Iterator[str]:
    r"""Give ``path`` as it stands, and as other systems spell the same.

    Windows writes ``\`` for ``/``, and some systems store an accent apart from its letter.
    """
    for each in dict.fromkeys((path, path.replace("\\", "/"))):
        yield each
        for form in ("NFC", "NFD"):
            other = unicodedata.normalize(form, each)
            if other != each:
                yield other
