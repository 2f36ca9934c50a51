"""Keeps a process from being forked in the midst of work that its child could not go on after.

A fork copies the locks of all threads, and none of the threads but its own: a lock that another
thread holds in that moment stays taken in the child for ever. Python's locks can be made anew
there. Those within C libraries can't, such as SQLite's, or those that the engine takes while it
starts, and neither can those of modules that are being imported. So a fork waits until no other
thread is within such a library or import.
"""

from __future__ import annotations

import importlib
import os
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PATIENCE", "forked_amid_work", "no_fork"]

PATIENCE = 5.0  # seconds that a fork waits
POLL = 0.002  # seconds; nobody says when an import ends


class _Gate:
    """The state of the gate. A forked child starts with a new one.

    Attributes:
        changed: the lock of the state, and the news that a thread has left or a fork is done.
        inside: how many times each thread is within ``no_fork``.
        forks: the number of threads that are about to fork.
        waited_in_vain: whether the last fork did not wait for all threads.

    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.inside: dict[int, int] = {}
        self.forks = 0
        self.waited_in_vain = False


_gate = _Gate()
_forked_amid_work = False


@contextmanager
def no_fork() -> Iterator[None]:
    """Run a block during which another thread that forks this process waits, up to 5 seconds.

    Blocks may be nested. The thread itself may fork within one.
    """
    me = threading.get_ident()
    with _gate.changed:
        _gate.changed.wait_for(lambda: not _gate.forks or me in _gate.inside)
        _gate.inside[me] = _gate.inside.get(me, 0) + 1
    try:
        yield
    finally:
        # In a child that was forked within the block, this is the gate of the child.
        with _gate.changed:
            _gate.inside[me] -= 1
            if not _gate.inside[me]:
                del _gate.inside[me]
            _gate.changed.notify_all()


def forked_amid_work() -> bool:
    """Return whether this process is a child whose fork did not wait for all threads."""
    return _forked_amid_work


def _before_fork() -> None:
    me = threading.get_ident()
    _gate.changed.acquire()  # released by the two functions below
    _gate.forks += 1
    _gate.waited_in_vain = True  # also where the waiting is interrupted
    end = time.monotonic() + PATIENCE
    while _gate.inside.keys() - {me} or _is_importing_elsewhere(me):
        if time.monotonic() > end:
            return
        _gate.changed.wait(POLL)
    _gate.waited_in_vain = False


def _is_importing_elsewhere(me: int) -> bool:
    """Return whether another thread imports a module: only importlib's own locks tell."""
    locks = getattr(importlib._bootstrap, "_module_locks", {})  # noqa: SLF001
    owners = (getattr(each(), "owner", None) for each in list(locks.values()))
    return any(owner not in {None, me} for owner in owners)


def _after_fork_in_parent() -> None:
    _gate.forks -= 1
    _gate.changed.notify_all()
    _gate.changed.release()


def _after_fork_in_child() -> None:
    global _gate, _forked_amid_work  # noqa: PLW0603
    before, _gate = _gate, _Gate()
    me = threading.get_ident()
    if me in before.inside:
        _gate.inside[me] = before.inside[me]
    _forked_amid_work = _forked_amid_work or before.waited_in_vain


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=_after_fork_in_parent,
        after_in_child=_after_fork_in_child,
    )
