"""Gives memory that was freed back to the system, where the C library keeps it otherwise."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

__all__ = ["give_back_memory"]


def give_back_memory() -> None:
    """Give back what glibc holds for later; elsewhere nothing is done.

    It takes some milliseconds, so it is for moments in which much was freed.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another library than glibc, such as musl
            ctypes.CDLL(None).malloc_trim(0)
