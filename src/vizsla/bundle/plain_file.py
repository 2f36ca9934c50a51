"""Opens a bundle's file only if it is a plain one: never a device, a pipe or a folder."""

from __future__ import annotations

import errno
import os
import stat
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["open_plain_file"]

NOT_PLAIN = "it is not a plain file"
# Opening a pipe must not wait for a writer, nor opening a terminal make it this process's own.
FLAGS = ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")


def open_plain_file(path: Path) -> IO[bytes]:
    """Open a file for reading.

    Its size may change while it is open: a reader must count the bytes that it reads.

    Raises:
        OSError: the file can't be opened, or is no plain file.

    """
    flags = os.O_RDONLY
    for each in FLAGS:
        flags |= getattr(os, each, 0)
    handle = os.open(path, flags)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    raise OSError(errno.EINVAL, NOT_PLAIN, str(path))
