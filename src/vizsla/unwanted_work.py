"""Ends long work whose result nobody waits for any more."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vizsla.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["check_wanted", "while_wanted"]

_thread = threading.local()


@contextmanager
def while_wanted(wanted: Callable[[], bool]) -> Iterator[None]:
    """Let the long work of this thread end in the block when its result is not wanted any more.

    Args:
        wanted: returns whether somebody waits for the result.

    """
    before = getattr(_thread, "wanted", None)
    _thread.wanted = wanted
    try:
        yield
    finally:
        _thread.wanted = before


def check_wanted() -> None:
    """End this thread's work where nobody waits for it; called between its steps.

    Raises:
        CancelledError: nobody waits for it.

    """
    wanted = getattr(_thread, "wanted", None)
    if wanted is not None and not wanted():
        raise CancelledError("nobody waits for the result any more")
