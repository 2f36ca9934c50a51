"""Names the unfinished versions of a file or folder, and removes those of killed processes.

A running writer holds a lock on its unfinished version, which the system releases when the
process ends in any way. Where there are no such locks (Windows, some network drives), an
unfinished version counts as abandoned once it is a day old.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["clean_up", "lock", "new_name", "next_name", "remove", "staging_name"]

UNFINISHED, NEXT = ".vizsla-new", ".vizsla-next"
LONGEST = 40  # characters kept of a file's name: a hidden name has at most 190 bytes of 255
OLD = 24 * 60 * 60  # seconds
SETTLED = 60  # seconds
STAGED = re.compile(r"\.{1,2}[0-9a-f]{32}(?:\.|$)")  # a staging name, or a folder on its way to one


def new_name(path: Path) -> Path:
    """Return a hidden name beside ``path`` that no other writer takes."""
    return path.with_name(f"{_prefix(path)}{secrets.token_hex(6)}{UNFINISHED}")


def next_name(path: Path) -> Path:
    """Return the name of a finished folder that is about to get the name of ``path``."""
    return path.with_name(f".{path.name}{NEXT}")


def staging_name(folder: Path) -> Path:
    """Return a hidden name in a folder for work in progress, and remove such work of a day ago.

    A process that was killed left it behind.
    """
    with suppress(OSError):
        for each in folder.iterdir():
            if STAGED.match(each.name) and _is_old(each):
                remove(each)
    return folder / f".{secrets.token_hex(16)}"


def clean_up(path: Path) -> None:
    """Remove the unfinished versions that killed processes left behind, if possible.

    Those of ``path`` go at once. Those of other names beside it go after a minute: by then, their
    writers have locked them, or are no more.
    """
    names: list[str] = []
    with suppress(OSError):
        names = [each.name for each in path.parent.iterdir()]
    for name in names:
        place = path.parent / name
        own = name.startswith(_prefix(path)) or _age(place) > SETTLED
        if (name.endswith(UNFINISHED) and own) or name == next_name(path).name:
            with suppress(OSError):
                _remove_abandoned(place, new_name(path))


def remove(path: Path) -> None:
    """Remove a file or a folder, as far as possible. A missing one is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def lock(handle: int) -> bool:
    """Lock an open file or folder until it is closed.

    Returns:
        Whether this process has the lock; False where another process has it.

    Raises:
        OSError: there are no locks here.

    """
    if fcntl is None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _prefix(path: Path) -> str:
    return f".{path.name[:LONGEST]}."


def _remove_abandoned(path: Path, aside: Path) -> None:
    """Remove an unfinished version, unless a running process holds its lock."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        handle = None
    try:
        # While this process holds the lock, a writer that just made this version makes another.
        if _is_old(path) if handle is None else _is_free(handle, path):
            path.rename(aside)
            remove(aside)
    finally:
        if handle is not None:
            os.close(handle)


def _is_free(handle: int, path: Path) -> bool:
    try:
        return lock(handle)
    except OSError:  # there are no locks here
        return _is_old(path)


def _is_old(path: Path) -> bool:
    return _age(path) > OLD


def _age(path: Path) -> float:
    """Return the seconds since a file or a folder was changed; 0 where it is gone."""
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return 0
