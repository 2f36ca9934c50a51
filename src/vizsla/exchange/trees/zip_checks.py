"""Checks a .zip before anything in it is read: a stranger may have made it."""

from __future__ import annotations

import posixpath
import re
import stat
import unicodedata
import zipfile
from typing import TYPE_CHECKING

from vizsla.errors import InputDamagedError, InputError, InputTooLargeError
from vizsla.modalities.limits import check_byte_count
from vizsla.modalities.sources.source_names import shorten
from vizsla.modalities.sources.system_names import is_system_name
from vizsla.wording import printable

if TYPE_CHECKING:
    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.limits import Limits

__all__ = ["MOST_ENTRIES", "check_archive", "usable_entries"]

MOST_ENTRIES = 1_000_000
_HEADER = 30  # bytes before each entry, without its name
_ENCRYPTED = 0x1  # a bit of an entry's flags
_LONGEST_NAME = 4096  # characters, as in the longest path of a system
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DRIVE = re.compile(r"[A-Za-z]:")
_SEPARATOR = re.compile(r"[/\\]")


def check_archive(entries: list[zipfile.ZipInfo], title: str) -> None:
    """Refuse an archive that is made to do harm.

    Args:
        entries: the archive's directory.
        title: the archive's name, for messages.

    Raises:
        InputTooLargeError: the archive has more than a million entries.
        InputDamagedError: entries overlap, as in a zip bomb.

    """
    if len(entries) > MOST_ENTRIES:
        raise InputTooLargeError(
            f"{title} has {len(entries):,} entries; the most is {MOST_ENTRIES:,}. "
            "Unpack it, or split it."
        )
    # Overlapping entries let a small file become endless (a 'zip bomb').
    end = 0
    for each in sorted(entries, key=lambda each: each.header_offset):
        if each.header_offset < end:
            raise InputDamagedError(
                f"{title} has overlapping entries, as in a zip bomb. Do not use this file."
            )
        end = each.header_offset + _HEADER + each.compress_size


def usable_entries(
    entries: list[zipfile.ZipInfo], names: list[str], title: str, limits: Limits
) -> tuple[dict[str, zipfile.ZipInfo], list[Problem]]:
    """Return the files that may be read, by location, and the problems of the others.

    Args:
        entries: the archive's directory.
        names: their names, with ``/`` between the parts.
        title: the archive's name, for messages.
        limits: the bytes that one file may have.

    """
    files: dict[str, zipfile.ZipInfo] = {}
    problems: list[Problem] = []
    for each, name in zip(entries, names, strict=True):
        if not name or name.endswith("/") or _is_hidden(name):
            continue
        location = posixpath.normpath(unicodedata.normalize("NFC", name))
        try:
            _check_entry(each, name, title, limits)
        except InputError as error:
            problems.append((printable(name), error))
            continue
        if location in files:
            twice = InputError(f"{location} is twice in {title}; the first counts.")
            problems.append((printable(name), twice))
        else:
            files[location] = each
    return files, problems


def _check_entry(entry: zipfile.ZipInfo, name: str, title: str, limits: Limits) -> None:
    where = f"{shorten(name)} in {title}"
    if len(name) > _LONGEST_NAME:
        raise InputError(f"{where} has a name of {len(name):,} characters. Give it a short one.")
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in _SEPARATOR.split(name):
        raise InputError(f"{where} would lie outside of it. It is left out.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError(f"{where} is a link, not a file. Pack the file itself.")
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(f"{where} is encrypted. Unpack it with its password; add the folder.")
    if entry.compress_type not in _READABLE:
        raise InputError(
            f"{where} is packed in an unusual way (method {entry.compress_type}). "
            "Unpack it and add the folder, or pack it as an ordinary .zip."
        )
    check_byte_count(entry.file_size, where, limits)


def _is_hidden(name: str) -> bool:
    return any(is_system_name(each) for each in _SEPARATOR.split(name) if each not in {".", ".."})
