"""Runs work on a few threads, off the event loop, and refuses more than can wait."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from vizsla.errors import ServerBusyError
from vizsla.prefetch import cores, using_cores
from vizsla.unwanted_work import while_wanted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence

__all__ = ["Batching", "WorkQueue"]

R = TypeVar("R")
LONGEST_RETRY = 60  # seconds
RECENT = 0.1  # the weight of the newest job in the mean time of a job


@dataclass(frozen=True, slots=True)
class Batching(Generic[R]):
    """How a job may be done in one batch with others.

    Attributes:
        key: the jobs of a batch have the same.
        most: the most jobs of a batch.
        item: what this job is about.
        perform: returns the results of a batch, by the items of its jobs.

    """

    key: Hashable
    most: int
    item: object
    perform: Callable[[Sequence[Any]], list[R]]


@dataclass(slots=True, eq=False)
class _Job:
    """A job that waits or is at work."""

    perform: Callable[[], Any]
    batching: Batching[Any] | None
    result: asyncio.Future[Any]


class _Result(NamedTuple):
    value: Any
    error: BaseException | None = None


class WorkQueue:
    """The threads that answer, and the requests that wait for them.

    A request that has been admitted waits its turn; all of them may use every worker, but none has
    more jobs in the queue than the workers take at once, so that a request with many inputs does
    not hold up one with a single input. Jobs are taken in the order in which they came, and with
    one the others of its batch, of those that wait already: nobody waits until a batch is full, and
    each worker gets its share.

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
        self._waiting: deque[_Job] = deque()
        self._at_work = 0
        self._mean_seconds = 0.05

    @property
    def jobs(self) -> int:
        """The number of jobs that wait or are at work."""
        return len(self._waiting) + self._at_work

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
        seconds = self._mean_seconds * max(self.jobs, self.requests) / self.workers
        return max(1, min(LONGEST_RETRY, math.ceil(seconds)))

    async def run(self, job: Callable[[], R], batching: Batching[R] | None = None) -> R:
        """Return a job's result.

        When the caller ends, a job that has not begun is dropped; one that has can know it by
        ``check_wanted``.

        Args:
            job: the work.
            batching: how it may be done with others; None for by itself.

        """
        loop = asyncio.get_running_loop()
        waiting = _Job(job, batching, loop.create_future())
        with self._lock:
            self._waiting.append(waiting)
        self._pool.submit(self._take_turn, loop)
        try:
            result: R = await waiting.result
        except asyncio.CancelledError:
            with self._lock, suppress(ValueError):  # it may have begun
                self._waiting.remove(waiting)
            raise
        return result

    async def in_lanes(
        self, tasks: Sequence[Callable[[], Awaitable[R]]], together: int = 1
    ) -> list[R]:
        """Return the results of a request's tasks, in their order; as many at once as workers take.

        Args:
            tasks: the tasks.
            together: the number of their jobs that are done in one step.

        """
        if len(tasks) == 1:
            return [await tasks[0]()]
        results: dict[int, R] = {}
        left = iter(enumerate(tasks))

        async def lane() -> None:
            for number, task in left:
                results[number] = await task()

        count = min(self.workers * together, len(tasks))
        lanes = [asyncio.ensure_future(lane()) for _ in range(count)]
        try:
            await asyncio.gather(*lanes)
        finally:
            for each in lanes:
                each.cancel()
        return [results[number] for number in range(len(tasks))]

    def close(self) -> None:
        """Finish the jobs that have begun, and drop the others."""
        with self._lock:
            dropped, self._waiting = list(self._waiting), deque()
        for each in dropped:
            each.result.get_loop().call_soon_threadsafe(each.result.cancel)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take_turn(self, loop: asyncio.AbstractEventLoop) -> None:
        """Do the next batch; there is a turn for each job that was added."""
        with self._lock:
            jobs = self._next_jobs()
            self._at_work += len(jobs)
            alone = self.jobs == 1
        if not jobs:  # an earlier turn has done them
            return
        began = time.monotonic()
        # A job by itself gets all cores, for the shortest time; several get one each, for the
        # most answers a second.
        with (
            using_cores(cores() if alone else 1),
            while_wanted(lambda: not all(each.result.done() for each in jobs)),
        ):
            results = _done(jobs)
        took = (time.monotonic() - began) / len(jobs)
        with self._lock:
            self._at_work -= len(jobs)
            self._mean_seconds += RECENT * (took - self._mean_seconds)
        with suppress(RuntimeError):  # the event loop has ended, and nobody waits
            loop.call_soon_threadsafe(_hand_over, jobs, results)

    def _next_jobs(self) -> list[_Job]:
        if not self._waiting:
            return []
        jobs = [self._waiting.popleft()]
        batching = jobs[0].batching
        if batching is not None:
            share = -(-(len(self._waiting) + 1) // self.workers)  # the other workers get theirs
            for each in self._waiting:
                if len(jobs) == min(batching.most, share):
                    break
                if each.batching is not None and each.batching.key == batching.key:
                    jobs.append(each)
            for each in jobs[1:]:
                self._waiting.remove(each)
        return jobs


def _done(jobs: list[_Job]) -> list[_Result]:
    """Return the results of a batch; where its jobs fail together, each is done by itself."""
    given = [each.batching for each in jobs if each.batching is not None]
    if len(jobs) > 1:
        with suppress(Exception):
            together = given[0].perform([each.item for each in given])
            return [_Result(each) for each in together]
    return [_attempt(each) for each in jobs]


def _attempt(job: _Job) -> _Result:
    try:
        return _Result(job.perform())
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
        return _Result(None, error)


def _hand_over(jobs: list[_Job], results: list[_Result]) -> None:
    """Give the results to those who wait for them; called on the event loop."""
    for job, found in zip(jobs, results, strict=True):
        if job.result.done():  # whoever asked has left
            continue
        if found.error is None:
            job.result.set_result(found.value)
        else:
            job.result.set_exception(found.error)
