"""The files of a .zip, which is never unpacked to disk."""

from __future__ import annotations

import posixpath
import threading
import unicodedata
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from vizsla.errors import InputDamagedError, InputError
from vizsla.exchange.trees.tree import spellings
from vizsla.exchange.trees.zip_checks import check_archive, usable_entries
from vizsla.exchange.trees.zip_names import entry_names
from vizsla.modalities.limits import check_byte_count
from vizsla.modalities.sources.read_head import HEAD
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import natural_order
from vizsla.zip_files import ZIP_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import RawIOBase

    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["ZipTree"]

_UNREADABLE = (*ZIP_ERRORS, OSError, KeyError, RuntimeError, zlib.error)


class ZipTree:
    """The files of a .zip; see ``Tree``.

    Names that lead out of the archive, links, and encrypted entries are left out and reported.

    Args:
        path: the .zip; with ``file`` only its name.
        limits: the bytes that one file may have.
        modality: the modality of the files that count as examples.
        encoding: the encoding of the names that do not say theirs; None recognises it.
        file: the .zip itself, open, where it is on no disk.

    Raises:
        InputUnclearError: the names are in an older encoding, and which one is not certain.
        InputDamagedError: the file is not a .zip, is corrupt, or made to do harm.
        InputTooLargeError: the archive has more than a million entries.
        InputError: the file can't be read.

    """

    def __init__(
        self,
        path: Path,
        limits: Limits,
        modality: Modality[Any],
        *,
        encoding: str | None = None,
        file: IO[bytes] | RawIOBase | None = None,
    ) -> None:
        self._opened_as = path, limits, modality, encoding
        self.title = shorten(str(path))
        self.modality = modality
        self._limits = limits
        self._lock = threading.Lock()
        self._examples: list[str] | None = None
        try:
            opened: Any = path if file is None else file
            self._zip = zipfile.ZipFile(opened)
            entries = self._zip.infolist()
        except ZIP_ERRORS as error:
            raise InputDamagedError(
                f"{self.title} is not a .zip that can be read ({error}). Pack or download it again."
            ) from error
        except OSError as error:
            raise InputError(f"{self.title} can't be read: {error.strerror or error}.") from error
        check_archive(entries, self.title)
        names = entry_names(entries, self.title, modality.is_file, encoding)
        self._files, self.problems = usable_entries(entries, names, self.title, limits)
        self._in_order = sorted(self._files, key=lambda each: natural_order(Path(each)))
        self.name = path.stem

    def __reduce__(self) -> tuple[Callable[..., ZipTree], tuple[object, ...]]:
        """Return how pickle opens the archive again."""
        return _reopen, self._opened_as

    def files(self) -> list[str]:
        """Return the locations of all files, in natural order, without a system's own."""
        return self._in_order

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files, in natural order."""
        if self._examples is None:
            self._examples = [
                each
                for each in self.files()
                if self.modality.holds(each, partial(self._head, each))
            ]
        return self._examples

    def path(self, location: str) -> Path | None:  # noqa: ARG002 - as the protocol has it
        """Return None: the files are not on disk."""
        return None

    def folders(self, around: str = "") -> list[str]:
        """Return the names of the folders in a folder that hold a file."""
        inside = (each[len(around) :] for each in self._files if each.startswith(around))
        return sorted({each.partition("/")[0] for each in inside if "/" in each})

    def find(self, path: str, base: str = "") -> str | None:
        """Return the location of the file that ``path`` names, relative to ``base``, or None."""
        for spelling in spellings(path):
            joined = posixpath.normpath(posixpath.join(base, spelling))
            location = unicodedata.normalize("NFC", joined)
            if location in self._files:
                return location
        return None

    def read(self, location: str) -> bytes:
        """Return a file's bytes; never more than the limit, whatever the directory says."""
        where, most = f"{location} in {self.title}", self._limits.max_bytes
        try:
            with self._lock, self._zip.open(self._files[location]) as file:
                content = file.read(most + 1)
        except _UNREADABLE as error:
            raise InputDamagedError(
                f"{where} can't be read ({error}). Pack the .zip again."
            ) from error
        check_byte_count(len(content), where, self._limits)
        return content

    def _head(self, location: str) -> bytes:
        """Return a file's first bytes; none where it can't be read."""
        try:
            with self._lock, self._zip.open(self._files[location]) as file:
                return file.read(HEAD)
        except _UNREADABLE:
            return b""


def _reopen(path: Path, limits: Limits, modality: Modality[Any], encoding: str | None) -> ZipTree:
    return ZipTree(path, limits, modality, encoding=encoding)
