"""A source's files: the protocol that folders and archives share, and the folder on disk."""

from __future__ import annotations

import os
import unicodedata
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.read_head import read_head
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import files_in, folders_in
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.errors import InputError
    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["FolderTree", "Tree", "spellings"]


class Tree(Protocol):
    """A folder or an archive.

    A location is the path of a file within it, with ``/`` between the parts.

    Attributes:
        title: the tree's name, for messages.
        name: the name of its own folder or archive, without an ending.
        modality: the modality of the files that count as examples.
        problems: the files that can't be used.

    """

    title: str
    name: str
    modality: Modality[Any]
    problems: list[Problem]

    def files(self) -> list[str]:
        """Return the locations of all files, in natural order, without a system's own."""

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files, in natural order."""

    def path(self, location: str) -> Path | None:
        """Return the path of a file on disk; None in an archive."""

    def folders(self, around: str = "") -> list[str]:
        """Return the names of the folders in a folder, such as ``dataset/``; "" is the top."""

    def find(self, path: str, base: str = "") -> str | None:
        """Return the location of the file that ``path`` names, relative to ``base``, or None."""

    def read(self, location: str) -> bytes:
        """Return a file's bytes.

        Raises:
            InputError: the file can't be read, or is too large.

        """


class FolderTree:
    """A folder on disk; see ``Tree``.

    A path in a table may also be absolute, or lead out of the folder: the table is the user's.
    """

    def __init__(self, root: Path, limits: Limits, modality: Modality[Any]) -> None:
        self.title = shorten(str(root))
        self.name = root.name
        self.modality = modality
        self.problems: list[Problem] = []
        self._root = root
        self._limits = limits
        self._files: list[str] | None = None
        self._examples: list[str] | None = None

    def files(self) -> list[str]:
        """Return the locations of all files, in natural order, without a system's own."""
        if self._files is None:
            found = files_in(self._root, on_closed=self._leave_out)
            self._files = [each.relative_to(self._root).as_posix() for each in found]
        return self._files

    def _leave_out(self, folder: Path, error: InputError) -> None:
        self.problems.append((printable(folder.relative_to(self._root).as_posix()), error))

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files, in natural order."""
        if self._examples is None:
            holds, root = self.modality.holds, self._root
            self._examples = [
                each for each in self.files() if holds(each, partial(read_head, root / each))
            ]
        return self._examples

    def path(self, location: str) -> Path | None:
        """Return the path of a file on disk."""
        return self._root / location

    def folders(self, around: str = "") -> list[str]:
        """Return the names of the folders in a folder, such as ``dataset/``; "" is the top."""
        return [each.name for each in folders_in(self._root / around)]

    def find(self, path: str, base: str = "") -> str | None:
        """Return the location of the file that ``path`` names, relative to ``base``, or None."""
        for spelling in spellings(path):
            location = os.path.normpath(Path(base, spelling)) if spelling else ""
            if location and os.path.isfile(self._root / location):  # noqa: PTH113 - Path.is_file() raises
                return Path(location).as_posix()
        return None

    def read(self, location: str) -> bytes:
        """Return a file's bytes."""
        return read_path(self._root / location, self._limits)


def spellings(path: str) -> Iterator[str]:
    r"""Iterate over ``path`` and the ways in which other systems spell the same path.

    Windows writes ``\`` for ``/``, and some systems store an accent apart from its letter.
    """
    for each in dict.fromkeys((path, path.replace("\\", "/"))):
        yield each
        for form in ("NFC", "NFD"):
            other = unicodedata.normalize(form, each)
            if other != each:
                yield other
