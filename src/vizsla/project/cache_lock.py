"""A lock around the caches of a project."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

__all__ = ["CacheLock"]


class CacheLock:
    """A lock that one thread may take several times, and that is free in a forked child.

    A thread of the parent process may have held it in the moment of the fork; that thread does not
    exist in the child.
    """

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
        """Wait for the lock."""
        if self._process != os.getpid():
            self._lock, self._process = threading.RLock(), os.getpid()
        self._lock.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        """Release the lock."""
        self._lock.release()
