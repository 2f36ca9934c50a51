"""Makes the entries of a .zip, and looks for a file in one."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ZIP_ERRORS", "holds_file", "zip_entry"]

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date of the .zip format
# What zipfile raises where an archive, or an entry of it, is not as it should be.
ZIP_ERRORS = (
    *(EOFError, IndexError, MemoryError, NotImplementedError, OverflowError, ValueError),
    *(struct.error, zipfile.BadZipFile),
)
UNIX = 3  # the code for Unix: the attributes are Unix permissions


def zip_entry(name: str, *, compress: bool = True) -> zipfile.ZipInfo:
    """Return an entry that depends on neither the date nor the system: equal files, equal .zip.

    Args:
        name: the file's path in the .zip.
        compress: whether the content is compressed.

    """
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.create_system = UNIX
    entry.external_attr = 0o644 << 16
    return entry


def holds_file(path: Path, name: str) -> bool:
    """Return whether a folder or a .zip holds a file of that name; False for anything else."""
    if path.is_dir():
        return (path / name).is_file()
    if not path.is_file():  # opening a pipe would wait for a writer
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except (*ZIP_ERRORS, OSError):
        return False
