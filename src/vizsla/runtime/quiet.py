"""Keeps the engine's own log lines off standard error."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the engine says of itself on every start; anything else that it says is passed on.
CHATTER = (b"INFO:", b"W0000", b"I0000")
STDERR = 2
_lock = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back what is written to the process's standard error, and pass on what is no chatter.

    The engine writes from C++ and has no switch for it in Python, so the file descriptor itself
    is turned aside, for the milliseconds that it takes to build an interpreter. What other
    threads write meanwhile comes out afterwards.
    """
    with _lock, tempfile.TemporaryFile() as held:
        try:
            sys.stderr.flush()
            saved = os.dup(STDERR)
        except (OSError, ValueError, AttributeError):  # there is no standard error to guard
            yield
            return
        try:
            os.dup2(held.fileno(), STDERR)
            yield
        finally:
            # The interpreter's own stream may be gone; the descriptor is what counts.
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.flush()
            os.dup2(saved, STDERR)
            os.close(saved)
            held.seek(0)
            for line in held:
                if not line.startswith(CHATTER):
                    os.write(STDERR, line)


def _after_fork() -> None:
    # Another thread of the parent may have held it.
    globals()["_lock"] = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
