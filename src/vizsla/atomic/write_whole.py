"""Writes one file or one folder, whole or not at all."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from vizsla.atomic.leftovers import clean_up, lock, new_name, remove
from vizsla.atomic.swap_folders import recover, swap_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["new_file", "new_folder", "write_file", "write_files", "write_folder"]

ATTEMPTS = 10  # to lock a new version before another process cleans it up
WORKERS = 16  # files that are flushed at once: a disk confirms many in the time of one


def write_file(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write a file, whole or not at all; arguments and errors as for ``new_file``."""
    with new_file(path, mode=mode) as file:
        file.write(content)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files at once, each whole or not at all; the folders above are made.

    Their folders are flushed to the disk once all files have their names, which takes half the
    time of one file after the other.

    Args:
        files: contents by path.

    Raises:
        OSError: a file can't be written; others may have been.

    """
    if not files:
        return

    def write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _renamed_file(path, 0o666) as file:
            file.write(content)

    with ThreadPoolExecutor(min(WORKERS, len(files)), "vizsla-write") as pool:
        list(pool.map(write, files.keys(), files.values()))
        list(pool.map(_flush, {path.parent for path in files}))


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder, whole or not at all.

    Args:
        path: the folder; an old file or folder of that name is replaced.
        files: the contents by path within the folder, with slashes.

    Raises:
        OSError: the folder can't be written; the old version is unchanged.

    """
    with new_folder(path) as folder:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


@contextmanager
def new_file(path: Path, *, mode: int = 0o666) -> Iterator[IO[bytes]]:
    """Open a new file that gets its name when the block ends without an error.

    Args:
        path: the file; an old file of that name is replaced, a folder is not. The folder above
            must exist.
        mode: the file's permissions, less the process's umask.

    Raises:
        OSError: the file can't be written; the old version is unchanged.

    """
    with _renamed_file(path, mode) as file:
        yield file
    _flush(path.parent)


@contextmanager
def _renamed_file(path: Path, mode: int) -> Iterator[IO[bytes]]:
    def create(new: Path) -> None:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))

    _check_name(path)
    with _unfinished(path, create) as new:
        with new.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Make a new folder that gets its name when the block ends without an error.

    Args:
        path: the folder; an old file or folder of that name is replaced. The folders above are
            made.

    Raises:
        OSError: the folder can't be written; the old version is unchanged.

    """
    _check_name(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(path, Path.mkdir) as new:
        yield new
        _flush_tree(new)
        swap_folders(new, path)
        _flush(path.parent)


def _check_name(path: Path) -> None:
    try:
        writable = bool(path.name) and b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        writable = False
    if not writable:  # later, Python would raise a ValueError
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


@contextmanager
def _unfinished(path: Path, create: Callable[[Path], None]) -> Iterator[Path]:
    """Create a locked file or folder beside ``path``, and remove it at the end.

    After a swap its name is that of the old version; otherwise the new version is unfinished.
    """
    recover(path)
    clean_up(path)
    new, handle = _create_locked(path, create)
    try:
        yield new
    finally:
        remove(new)
        if handle is not None:
            os.close(handle)


def _create_locked(path: Path, create: Callable[[Path], None]) -> tuple[Path, int | None]:
    for _ in range(ATTEMPTS):
        new = new_name(path)
        create(new)
        try:
            handle = os.open(new, os.O_RDONLY)
        except FileNotFoundError:
            continue  # another writer cleaned it up before it was locked
        except OSError:
            return new, None  # Windows opens no folders
        try:
            if lock(handle) and new.exists():
                return new, handle
        except OSError:
            os.close(handle)
            return new, None
        os.close(handle)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))


def _flush_tree(folder: Path) -> None:
    """Flush all files in a folder, and the folder, to the disk."""
    places = [folder, *folder.rglob("*")]
    with ThreadPoolExecutor(min(WORKERS, len(places)), "vizsla-flush") as pool:
        list(pool.map(_flush, places))


def _flush(path: Path) -> None:
    is_folder = path.is_dir()
    if is_folder and os.name == "nt":
        return  # Windows opens no folders
    # Windows flushes only what may be written.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
