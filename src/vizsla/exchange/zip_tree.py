"""The files of a .zip, which is never unpacked to disk."""

from __future__ import annotations

import posixpath
import threading
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputDamagedError, InputError
from vizsla.exchange.dataset_names import ANNOTATION_FILES, SPLITS
from vizsla.exchange.tree import spellings
from vizsla.exchange.zip_checks import check_archive, usable_entries
from vizsla.modalities.limits import check_byte_count
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import natural_order

if TYPE_CHECKING:
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["ZipTree"]

_UNREADABLE = (
    *(OSError, EOFError, KeyError, zlib.error, zipfile.BadZipFile),
    *(RuntimeError, NotImplementedError, ValueError),
)


class ZipTree:
    """The files of a .zip; see ``Tree``.

    Names that lead out of the archive, links, and encrypted entries are left out and reported.
    A single folder around all files doesn't count, where it bears the zip's name or holds only
    folders: ``photos.zip`` with ``photos/oak/1.jpg`` in it is read as ``oak/1.jpg``.

    Raises:
        InputDamagedError: the file is not a .zip, is corrupt, or made to do harm.
        InputTooLargeError: the archive has more than a million entries.
        InputError: the file can't be read.

    """

    def __init__(self, path: Path, limits: Limits, modality: Modality[Any]) -> None:
        self.title = shorten(str(path))
        self.modality = modality
        self._limits = limits
        self._lock = threading.Lock()
        try:
            self._zip = zipfile.ZipFile(path)
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
            raise InputDamagedError(
                f"{self.title} is not a .zip that can be read ({error}). Pack or download it again."
            ) from error
        except OSError as error:
            raise InputError(f"{self.title} can't be read: {error.strerror or error}.") from error
        check_archive(entries, self.title)
        self._files, self.problems = usable_entries(entries, self.title, limits)
        self._unwrap(path.stem)

    def example_files(self) -> list[str]:
        """Return the locations of the modality's files, in natural order."""
        found = (each for each in self._files if self.modality.is_file(each))
        return sorted(found, key=lambda each: natural_order(Path(each)))

    def folders(self) -> list[str]:
        """Return the names of the folders at the top that hold a file."""
        return sorted({each.partition("/")[0] for each in self._files if "/" in each})

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

    def _unwrap(self, stem: str) -> None:
        """Leave out the folders around all files."""
        while True:
            listed = [each for each in self._files if _is_annotation_file(each)]
            known = [*self.example_files(), *listed]
            top, slash, _ = known[0].partition("/") if known else ("", "", "")
            if not slash or top.casefold() in SPLITS:
                return
            around = f"{top}/"
            if not all(each.startswith(around) for each in known):
                return
            has_zips_name = unicodedata.normalize("NFC", stem).casefold() == top.casefold()
            holds_files = any(
                each.count("/") == 1 and not _is_annotation_file(each) for each in known
            )
            if holds_files and not has_zips_name:
                return
            self._files = {
                name.removeprefix(around): entry
                for name, entry in self._files.items()
                if name.startswith(around)
            }


def _is_annotation_file(location: str) -> bool:
    return posixpath.basename(location) in ANNOTATION_FILES
