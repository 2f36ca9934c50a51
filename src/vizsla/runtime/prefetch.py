"""Maps a function over many items on all cores, in order, only a few items ahead."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from vizsla.runtime.graph import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["prefetch"]

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 4  # items under way for each core: enough to even out large and small pictures


def prefetch(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """Give each item's result in the items' order.

    Decoding and the engine let other threads run, so plain threads use all cores. What is ahead
    is bounded: an endless iterator of pictures takes no more memory than a short one.
    """
    workers = cores()
    waiting: deque[Future[R]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="vizsla")
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # The caller may have stopped early: what has not begun never will.
        pool.shutdown(wait=True, cancel_futures=True)
