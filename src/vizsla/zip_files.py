"""Makes the entries of a .zip, and looks for a file in one."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["holds_file", "zip_entry"]

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a .zip can bear
UNIX = 3  # the system that wrote it: the permissions are meant for Unix


def zip_entry(name: str, *, compress: bool = True) -> zipfile.ZipInfo:
    """Return an entry that is the same on every day and system, so that the same .zip is.

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
    try:
        with zipfile.ZipFile(path) as archive:
            return name in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
