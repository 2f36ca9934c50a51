"""A .zip of pictures, which is never unpacked to disk.

Whoever made it may be a stranger: names that lead out of it, links, encrypted entries, entries
that lie over each other, and ones that grow without end are told and left out.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import stat
import threading
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.exchange.incoming import printable
from vizsla.exchange.label_words import SPLITS, TABLES
from vizsla.exchange.tree import spellings
from vizsla.modalities.limits import check_byte_count
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.walk import natural_order

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.exchange.incoming import Problem
    from vizsla.modalities.limits import Limits

__all__ = ["MOST_ENTRIES", "ZipTree"]

MOST_ENTRIES = 1_000_000
_HEADER = 30  # bytes before each entry, its name apart
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of an entry's flags
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DRIVE = re.compile(r"[A-Za-z]:")
_UNREADABLE = (
    *(OSError, EOFError, KeyError, zlib.error, zipfile.BadZipFile),
    *(RuntimeError, NotImplementedError, ValueError),
)


class ZipTree:
    """The files of a .zip.

    A single folder around all of it doesn't count, where it bears the zip's name or holds only
    folders: ``photos.zip`` with ``photos/oak/1.jpg`` in it is read as ``oak/1.jpg``.

    Raises:
        InputDamagedError: it is not a .zip, is corrupt, or made to do harm.
        InputTooLargeError: it has more than a million entries.
        InputError: it can't be read.

    """

    def __init__(self, path: Path, limits: Limits, suffixes: Collection[str]) -> None:
        self.title = shorten(str(path))
        self.problems: list[Problem] = []
        self._limits = limits
        self.suffixes = suffixes
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
        self._check_whole(entries)
        self._files = self._usable(entries)
        self._unwrap(path.stem)

    def pictures(self) -> list[str]:
        """Return the names of all pictures by their extension, in natural order."""
        names = (each for each in self._files if Path(each).suffix.lower() in self.suffixes)
        return sorted(names, key=lambda each: natural_order(Path(each)))

    def folders(self) -> list[str]:
        """Return the names of the folders right inside that hold anything."""
        return sorted({each.partition("/")[0] for each in self._files if "/" in each})

    def find(self, path: str, base: str = "") -> str | None:
        """Return the name of the file that ``path`` means, seen from ``base``, or None."""
        for spelling in spellings(path):
            name = unicodedata.normalize("NFC", posixpath.normpath(posixpath.join(base, spelling)))
            if name in self._files:
                return name
        return None

    def read(self, place: str) -> bytes:
        """Return a file's bytes; never more than the limit, whatever the directory says."""
        name, most = f"{place} in {self.title}", self._limits.max_bytes
        try:
            with self._lock, self._zip.open(self._files[place]) as file:
                content = file.read(most + 1)
        except _UNREADABLE as error:
            raise InputDamagedError(
                f"{name} can't be read ({error}). Pack the .zip again."
            ) from error
        check_byte_count(len(content), name, self._limits)
        return content

    def _check_whole(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise InputTooLargeError(
                f"{self.title} has {len(entries):,} entries; the most is {MOST_ENTRIES:,}. "
                "Unpack it, or split it."
            )
        # Entries over each other let a small file become endless (a 'zip bomb').
        end = 0
        for each in sorted(entries, key=lambda each: each.header_offset):
            if each.header_offset < end:
                raise InputDamagedError(
                    f"{self.title} has entries that lie over each other, as in a zip bomb. "
                    "Do not use this file."
                )
            end = each.header_offset + _HEADER + each.compress_size

    def _usable(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        files: dict[str, zipfile.ZipInfo] = {}
        for each in entries:
            name = _name(each)
            if not name or name.endswith("/") or _is_hidden(name):
                continue
            try:
                self._check(each, name)
            except InputError as error:
                self.problems.append((printable(name), error))
                continue
            name = posixpath.normpath(unicodedata.normalize("NFC", name))
            if name in files:
                twice = InputError(f"{name} is twice in {self.title}; the first counts.")
                self.problems.append((printable(name), twice))
            else:
                files[name] = each
        return files

    def _check(self, entry: zipfile.ZipInfo, name: str) -> None:
        where = f"{shorten(name)} in {self.title}"
        if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise InputError(f"{where} would lie outside of it. It is left out.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise InputError(f"{where} is a link, not a picture. Pack the picture itself.")
        if entry.flag_bits & _ENCRYPTED:
            raise InputError(f"{where} is encrypted. Unpack it with its password; add the folder.")
        if entry.compress_type not in _READABLE:
            raise InputError(
                f"{where} is packed in an unusual way (method {entry.compress_type}). "
                "Unpack it and add the folder, or pack it as an ordinary .zip."
            )
        check_byte_count(entry.file_size, where, self._limits)

    def _unwrap(self, stem: str) -> None:
        while True:
            known = [*self.pictures(), *(each for each in self._files if _is_table(each))]
            top, slash, _ = known[0].partition("/") if known else ("", "", "")
            if not slash or top.casefold() in SPLITS:
                return
            around = f"{top}/"
            named = unicodedata.normalize("NFC", stem).casefold() == top.casefold()
            if not all(each.startswith(around) for each in known):
                return
            if not named and any(each.count("/") == 1 and not _is_table(each) for each in known):
                return
            self._files = {
                name.removeprefix(around): entry
                for name, entry in self._files.items()
                if name.startswith(around)
            }


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name with ``/`` between its parts."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        # Some tools write UTF-8 and don't say so; zipfile then takes it for DOS's letters.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _is_table(name: str) -> bool:
    return posixpath.basename(name) in TABLES


def _is_hidden(name: str) -> bool:
    # macOS packs a shadow of each file into __MACOSX.
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(
        each.startswith(".") and each not in {".", ".."} for each in parts
    )
