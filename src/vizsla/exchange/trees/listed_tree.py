"""Files that are listed, with a way to read each, such as those of an upload."""

from __future__ import annotations

import posixpath
import unicodedata
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.exchange.trees.tree import spellings
from vizsla.modalities.limits import check_byte_count
from vizsla.modalities.sources.read_head import HEAD
from vizsla.modalities.sources.system_names import is_system_name
from vizsla.modalities.sources.walk import natural_order

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["ListedTree"]


class ListedTree:
    """Files that are listed; see ``Tree``. No path leads out of the list.

    Args:
        name: the name of the files together, for people.
        sizes: the bytes of each file, by its location.
        read: returns the first bytes of the file at a location, as many as it is told.
        limits: the bytes that one file may have.
        modality: the modality of the files that count as examples.

    """

    def __init__(
        self,
        name: str,
        sizes: Mapping[str, int],
        read: Callable[[str, int], bytes],
        limits: Limits,
        modality: Modality[Any],
    ) -> None:
        self.title = self.name = name
        self.modality = modality
        self.problems: list[Problem] = []
        self._limits = limits
        self._read = read
        kept = (each for each in sizes if not any(map(is_system_name, each.split("/"))))
        self._by_form = {unicodedata.normalize("NFC", each): each for each in kept}
        self._sizes = {each: sizes[each] for each in self._by_form.values()}
        self._in_order = sorted(self._sizes, key=lambda each: natural_order(Path(each)))
        self._examples: list[str] | None = None

    def files(self) -> list[str]:
        """Return the locations of all files, in natural order, without a system's own."""
        return self._in_order

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files, in natural order."""
        if self._examples is None:
            holds = self.modality.holds
            self._examples = [
                each for each in self._in_order if holds(each, partial(self._read, each, HEAD))
            ]
        return self._examples

    def path(self, location: str) -> Path | None:  # noqa: ARG002 - as the protocol has it
        """Return None: the files are not on disk."""
        return None

    def folders(self, around: str = "") -> list[str]:
        """Return the names of the folders in a folder that hold a file."""
        inside = (each[len(around) :] for each in self._sizes if each.startswith(around))
        return sorted({each.partition("/")[0] for each in inside if "/" in each})

    def find(self, path: str, base: str = "") -> str | None:
        """Return the location of the file that ``path`` names, relative to ``base``, or None."""
        for spelling in spellings(path):
            joined = posixpath.normpath(posixpath.join(base, spelling))
            found = self._by_form.get(unicodedata.normalize("NFC", joined))
            if found is not None:
                return found
        return None

    def read(self, location: str) -> bytes:
        """Return a file's bytes."""
        check_byte_count(self._sizes[location], location, self._limits)
        return self._read(location, self._sizes[location])
