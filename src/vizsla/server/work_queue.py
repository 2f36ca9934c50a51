"""Runs work on a few threads, off the event loop, and refuses more than can wait."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import ServerBusyError
from vizsla.prefetch import cores, using_cores

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

__all__ = ["WorkQueue"]

R = TypeVar("R")
LONGEST_RETRY = 60  # seconds
RECENT = 0.1  # the weight of the newest job in the mean time of a job


class WorkQueue:
    """The threads that answer, and the requests that wait for them.

    A request that has been admitted waits its turn; all of them may use every worker, but none has
    more jobs in the queue than there are workers, so that a request with many inputs does not
    hold up one with a single input.

    Args:
        workers: the number of threads.
        most_waiting: the most requests that wait besides those at work.

    """

    def __init__(self, workers: int, most_waiting: int) -> None:
        self.workers = workers
        self.most_waiting = most_waiting
        self.requests = 0
        self.refused = 0
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="vizsla-answer")
        self._lock = threading.Lock()
        self._jobs = 0  # submitted, and not yet done
        self._mean_seconds = 0.05

    @property
    def jobs(self) -> int:
        """The number of jobs that wait or are at work."""
        return self._jobs

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Count a request while it waits and is answered.

        Raises:
            ServerBusyError: too many requests wait already.

        """
        self.check_room()
        self.requests += 1
        try:
            yield
        finally:
            self.requests -= 1

    def check_room(self) -> None:
        """Refuse a request where too many wait.

        Raises:
            ServerBusyError: no more may wait.

        """
        if self.requests >= self.workers + self.most_waiting:
            self.refused += 1
            raise ServerBusyError(
                f"{self.requests} requests are waiting, and no more may; try again in a moment",
                self.retry_after(),
            )

    def retry_after(self) -> int:
        """Return the seconds after which the requests that wait now are likely answered."""
        seconds = self._mean_seconds * max(self._jobs, self.requests) / self.workers
        return max(1, min(LONGEST_RETRY, math.ceil(seconds)))

    async def run(self, job: Callable[[], R]) -> R:
        """Return a job's result; one that has not begun is dropped when the caller ends."""
        with self._lock:
            self._jobs += 1
        future = self._pool.submit(self._work, job)
        future.add_done_callback(self._done)
        return await asyncio.wrap_future(future)

    async def in_lanes(self, tasks: Sequence[Callable[[], Awaitable[R]]]) -> list[R]:
        """Return the results of a request's tasks, in their order; as many at once as workers."""
        if len(tasks) == 1:
            return [await tasks[0]()]
        results: dict[int, R] = {}
        left = iter(enumerate(tasks))

        async def lane() -> None:
            for number, task in left:
                results[number] = await task()

        lanes = [asyncio.ensure_future(lane()) for _ in range(min(self.workers, len(tasks)))]
        try:
            await asyncio.gather(*lanes)
        finally:
            for each in lanes:
                each.cancel()
        return [results[number] for number in range(len(tasks))]

    def close(self) -> None:
        """Finish the jobs that have begun, and drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, job: Callable[[], R]) -> R:
        began = time.monotonic()
        # A job by itself gets all cores, for the shortest time; several get one each, for the
        # most answers a second.
        with using_cores(cores() if self._jobs == 1 else 1):
            result = job()
        took = time.monotonic() - began
        with self._lock:
            self._mean_seconds += RECENT * (took - self._mean_seconds)
        return result

    def _done(self, _future: object) -> None:
        with self._lock:
            self._jobs -= 1
