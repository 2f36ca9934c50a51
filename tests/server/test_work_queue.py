"""The queue of the work: its order, steps with several jobs, and what becomes of each job."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from run_coroutine import run_coroutine
from server.running_server import TIMEOUT
from vizsla.errors import CancelledError, OptionError
from vizsla.server.work_queue import Batching, WorkQueue
from vizsla.unwanted_work import check_wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence


class Bench:
    """A queue with one worker, which is busy until it is told to go on."""

    def __init__(self) -> None:
        self.queue = WorkQueue(1, 64)
        self.steps: list[list[str]] = []
        self.began = threading.Event()
        self.go_on = threading.Event()

    def alone(self, item: str) -> str:
        """Do one job."""
        self.steps.append([item])
        return item.upper()

    def together(self, items: Sequence[str]) -> list[str]:
        """Do several jobs in one step."""
        self.steps.append(list(items))
        return [each.upper() for each in items]

    def hold(self) -> None:
        """Keep the worker busy."""
        self.began.set()
        assert self.go_on.wait(TIMEOUT)

    async def hold_worker(self) -> asyncio.Task[None]:
        """Keep the worker busy, and return once it is."""
        task = asyncio.ensure_future(self.queue.run(self.hold))
        assert await asyncio.to_thread(self.began.wait, TIMEOUT)
        return task

    def job(
        self,
        item: str,
        key: str = "a",
        together: Callable[[Sequence[Any]], list[str]] | None = None,
        most: int = 3,
    ) -> asyncio.Task[str]:
        """Add a job that may be done in a batch."""
        batching = Batching(key, most, item, together or self.together)
        return asyncio.ensure_future(self.queue.run(lambda: self.alone(item), batching))


@pytest.fixture
def bench() -> Iterator[Bench]:
    found = Bench()
    yield found
    found.go_on.set()
    found.queue.close()


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    run_coroutine(asyncio.wait_for(coroutine, TIMEOUT))


def test_jobs_that_wait_are_done_in_one_batch(bench: Bench) -> None:
    async def check() -> None:
        held = await bench.hold_worker()
        jobs = [bench.job(item, key) for item, key in ("pa", "qa", "xb", "ra", "sa", "yb")]
        await asyncio.sleep(0)
        assert bench.queue.jobs == 7
        bench.go_on.set()
        assert await asyncio.gather(*jobs) == ["P", "Q", "X", "R", "S", "Y"]
        await held
        assert bench.steps == [["p", "q", "r"], ["x", "y"], ["s"]]
        assert bench.queue.jobs == 0

    run(check())


def test_nobody_waits_until_a_batch_is_full(bench: Bench) -> None:
    async def check() -> None:
        assert [await bench.job(each) for each in "pq"] == ["P", "Q"]
        assert bench.steps == [["p"], ["q"]]

    run(check())


def test_jobs_without_a_batch_are_done_one_by_one_in_their_order(bench: Bench) -> None:
    async def check() -> None:
        held = await bench.hold_worker()
        queue = bench.queue
        jobs = [
            asyncio.ensure_future(queue.run(lambda each=each: bench.alone(each))) for each in "pqr"
        ]
        await asyncio.sleep(0)
        bench.go_on.set()
        await asyncio.gather(held, *jobs)
        assert bench.steps == [["p"], ["q"], ["r"]]

    run(check())


def test_a_step_that_fails_is_done_again_job_by_job_so_that_one_alone_fails(bench: Bench) -> None:
    def fail(_: Sequence[Any]) -> list[str]:
        raise RuntimeError("one of them is bad")

    def bad() -> str:
        raise OptionError("bad")

    async def check() -> None:
        held = await bench.hold_worker()
        jobs = [bench.job(each, together=fail) for each in "pq"]
        jobs.append(asyncio.ensure_future(bench.queue.run(bad, Batching("a", 3, "", fail))))
        await asyncio.sleep(0)
        bench.go_on.set()
        first, second, third = await asyncio.gather(*jobs, return_exceptions=True)
        assert (first, second) == ("P", "Q")
        assert isinstance(third, OptionError)
        await held

    run(check())


def test_a_job_whose_caller_leaves_before_its_step_is_dropped_alone(bench: Bench) -> None:
    async def check() -> None:
        held = await bench.hold_worker()
        jobs = [bench.job(each) for each in "pqr"]
        await asyncio.sleep(0)
        jobs[1].cancel()
        await asyncio.wait({jobs[1]})
        bench.go_on.set()
        assert [await jobs[0], await jobs[2]] == ["P", "R"]
        await held
        assert bench.steps == [["p", "r"]]
        assert bench.queue.jobs == 0

    run(check())


def test_a_caller_that_leaves_in_the_midst_of_a_step_holds_nobody_up(bench: Bench) -> None:
    began, leave = threading.Event(), threading.Event()

    def together(items: Sequence[Any]) -> list[str]:
        began.set()
        assert leave.wait(TIMEOUT)
        return bench.together(items)

    async def check() -> None:
        held = await bench.hold_worker()
        jobs = [bench.job(each, together=together) for each in "pqr"]
        await asyncio.sleep(0)
        bench.go_on.set()
        assert await asyncio.to_thread(began.wait, TIMEOUT)
        jobs[0].cancel()
        await asyncio.wait({jobs[0]})
        leave.set()
        assert [await jobs[1], await jobs[2]] == ["Q", "R"]
        assert await bench.job("s") == "S"
        await held

    run(check())


def test_work_that_nobody_waits_for_any_more_can_end(bench: Bench) -> None:
    began, ended = threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        try:
            for _ in range(10_000):
                time.sleep(0.01)
                check_wanted()
        except CancelledError:
            ended.set()

    async def check() -> None:
        job = asyncio.ensure_future(bench.queue.run(work))
        assert await asyncio.to_thread(began.wait, TIMEOUT)
        assert not ended.is_set()
        job.cancel()
        assert await asyncio.to_thread(ended.wait, TIMEOUT)

    run(check())


def test_closing_finishes_what_has_begun_and_drops_the_rest(bench: Bench) -> None:
    async def check() -> None:
        held = await bench.hold_worker()
        waits = bench.job("p")
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(asyncio.to_thread(bench.queue.close))
        with pytest.raises(asyncio.CancelledError):
            await waits
        assert not held.done()
        bench.go_on.set()
        await asyncio.gather(held, closing)
        assert bench.steps == []

    run(check())
