"""Works on other cores: on many items in order, or on one thing before its result is needed."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["ahead", "cores", "prefetch", "thread_cores", "using_cores"]

# Starts no thread before the first work.
_helpers = ThreadPoolExecutor(1, thread_name_prefix="vizsla-ahead")
_thread = threading.local()
T = TypeVar("T")
R = TypeVar("R")
PER_CORE = 4  # items in progress for each core: enough to even out large and small inputs


def cores() -> int:
    """Return the number of cores that this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def thread_cores() -> int:
    """Return the number of cores that the calling thread's own work may use."""
    limit: int | None = getattr(_thread, "cores", None)
    return cores() if limit is None else limit


@contextmanager
def using_cores(count: int) -> Iterator[None]:
    """Limit the cores that a call in this thread uses: other threads answer at the same time.

    Args:
        count: the number of cores, at least 1.

    """
    before = getattr(_thread, "cores", None)
    _thread.cores = count
    try:
        yield
    finally:
        _thread.cores = before


def prefetch(
    function: Callable[[T], R], items: Iterable[T], workers: int | None = None
) -> Iterator[R]:
    """Yield the function's result for each item, in the items' order.

    Decoding and the engine release Python's lock, so plain threads use all cores. At most four
    items a core are in progress: an endless iterator takes no more memory than a short one.

    Args:
        function: called with one item, on any thread.
        items: read one at a time, on the calling thread.
        workers: the number of threads; by default one for each core.

    """
    workers = workers or cores()
    waiting: deque[Future[R]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="vizsla")
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) >= PER_CORE * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # The caller may have stopped early: items that have not begun never will.
        pool.shutdown(wait=True, cancel_futures=True)


def ahead(work: Callable[[], R], *, free: bool) -> Callable[[], R]:
    """Begin some work on another core, and return a function that waits for its result.

    Args:
        work: short, and without work ahead of its own, for which it could wait for ever.
        free: whether the caller has other cores to itself; without them, the work is done when its
            result is asked for.

    """
    if not free or thread_cores() == 1:
        return work
    return _helpers.submit(work).result


def _after_fork() -> None:
    # The child has none of the threads.
    global _helpers  # noqa: PLW0603
    _helpers = ThreadPoolExecutor(1, thread_name_prefix="vizsla-ahead")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
