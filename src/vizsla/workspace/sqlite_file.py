"""Check the file of an SQLite database before SQLite opens it, which might write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_file"]

# https://sqlite.org/fileformat2.html#the_database_header
MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes


def check_file(path: Path) -> None:
    """Refuse a file that is no SQLite database, or only a part of one.

    Args:
        path: the database's file; it need not exist, and may be empty while it is being made.

    Raises:
        WorkspaceDamagedError: the file is no SQLite database, or is truncated. It is unchanged.
        OSError: the file can't be read.

    """
    if not path.exists():
        return
    with path.open("rb") as file:
        header = file.read(HEADER)
    size = path.stat().st_size
    if not header:  # another process, which makes it now, may have written since
        if _has_files(path.parent / "files") and path.stat().st_size == 0:
            raise WorkspaceDamagedError(
                f"{path} is empty, and there are files beside it: restore it from a backup, or "
                "remove it to start again"
            )
        return
    if not header.startswith(MAGIC):
        raise WorkspaceDamagedError(
            f"{path} is not a database (it begins with {header[:16]!r}): restore it from a "
            "backup, or move it away to start again"
        )
    page = int.from_bytes(header[16:18], "big")
    whole = (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    # A log that is not empty may hold the rest.
    log = path.with_name(f"{path.name}-wal")
    if size < HEADER or (size < whole and not (log.exists() and log.stat().st_size)):
        raise WorkspaceDamagedError(
            f"{path} is truncated: it has {size} bytes of {whole}; restore it from a backup, or "
            "move it away to start again"
        )


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(any(each.iterdir()) for each in folder.iterdir())
