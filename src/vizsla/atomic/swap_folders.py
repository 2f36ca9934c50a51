"""Gives a new folder the name of an old one, in one step where the system can.

Linux (``renameat2``) and macOS (``renamex_np``) exchange two names in one step, on most file
systems. Elsewhere (Windows, some network drives) two renames are needed:

1. The new folder is renamed to ``.NAME.vizsla-next``. From here on it is the next version.
2. The old folder is renamed to a hidden name, so that NAME is free.
3. The new folder is renamed to NAME.

A process that is killed after step 2 leaves the name free, and the new folder beside it.
``recover`` then does step 3: readers call it before they look for a folder, and writers before
they write one. After a kill between steps 1 and 2 the old version is still there, and stays.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.atomic.leftovers import next_name, remove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["recover", "swap_folders"]

NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
PASSING = {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}
PATIENCE = 10  # seconds to wait for another process that writes the same name
PAUSE = 0.01  # seconds between two attempts
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # Linux: linux/fcntl.h, linux/fs.h
_RENAME_SWAP = 2  # macOS: sys/stdio.h


def swap_folders(new: Path, path: Path) -> None:
    """Exchange the names of ``new`` and ``path``; where ``path`` is free, rename ``new`` to it.

    Args:
        new: the new folder or file, in the same folder as ``path``.
        path: the name for the new folder, taken or free.

    Raises:
        OSError: the swap failed; ``path`` is unchanged.

    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _swap_once(new, path)
        except OSError as error:
            # Another process may be taking or freeing the name at this moment.
            passing = error.errno in PASSING and os.path.lexists(new)
            if not passing or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)
        else:
            return


def recover(path: Path) -> None:
    """Finish a swap that a killed process left half done.

    There is such a swap only where names can't be exchanged in one step.

    Args:
        path: the folder that is about to be read.

    """
    if os.path.lexists(path):
        return
    with suppress(OSError, ValueError):  # the reader then reports a missing folder
        next_name(path).rename(path)


def _swap_once(new: Path, path: Path) -> None:
    if not os.path.lexists(path):
        new.rename(path)
        return
    try:
        exchange_names(new, path)
    except OSError as error:
        if error.errno not in NO_EXCHANGE:
            raise
        _swap_in_steps(new, path)


def _swap_in_steps(new: Path, path: Path) -> None:
    ready, own = next_name(path), new.lstat()
    new.rename(ready)
    try:
        path.rename(new)
    except OSError:
        ready.rename(new)
        raise
    try:
        ready.rename(path)
    except OSError:
        if os.path.lexists(path):
            # A reader has recovered the folder; or another writer took the name, and came later.
            with suppress(OSError):
                if os.path.samestat(ready.lstat(), own):
                    remove(ready)
            return
        new.rename(path)
        remove(ready)
        raise


def exchange_names(one: Path, other: Path) -> None:
    """Exchange the names of two files or folders in one step.

    Raises:
        OSError: the names are unchanged; ``errno`` is one of ``NO_EXCHANGE`` where the system or
            the file system can't exchange names.

    """
    if _exchange is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if _exchange(os.fsencode(one), os.fsencode(other)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _find_exchange() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        if hasattr(library, "renameat2"):  # glibc 2.28, musl 1.2.6
            return lambda one, other: int(
                library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
            )
    elif sys.platform == "darwin":
        library = ctypes.CDLL(None, use_errno=True)
        return lambda one, other: int(library.renamex_np(one, other, _RENAME_SWAP))
    return None


_exchange = _find_exchange()
