"""Removes the engine's log lines from standard error."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The starts of the lines that the engine logs whenever it starts; other lines are passed on.
LOG_STARTS = (b"INFO:", b"W0000", b"I0000")
STDERR = 2
_lock = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Run a block while standard error is buffered, then write it without the engine's log lines.

    The engine logs from C++ and has no switch for that in Python, so the file descriptor itself is
    redirected, for the milliseconds that an interpreter takes to build. Lines of other threads
    are written afterwards.
    """
    with _lock, tempfile.TemporaryFile() as buffer:
        try:
            sys.stderr.flush()
            saved = os.dup(STDERR)
        except (OSError, ValueError, AttributeError):  # the process has no standard error
            yield
            return
        try:
            os.dup2(buffer.fileno(), STDERR)
            yield
        finally:
            # Python's own stream may be gone; only the descriptor matters.
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.flush()
            os.dup2(saved, STDERR)
            os.close(saved)
            buffer.seek(0)
            for line in buffer:
                if not line.startswith(LOG_STARTS):
                    os.write(STDERR, line)


def _after_fork() -> None:
    # Another thread of the parent may have held the lock.
    globals()["_lock"] = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
