"""Reads the first bytes of a file, which tell its format."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["HEAD", "read_head"]

HEAD = 64  # bytes


def read_head(path: Path) -> bytes:
    """Return a file's first 64 bytes; none of what can't be read, and never of a device or pipe."""
    try:
        # A pipe that nobody writes to would be waited for.
        file = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (OSError, ValueError):
        return b""
    try:
        return os.read(file, HEAD) if stat.S_ISREG(os.fstat(file).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(file)
