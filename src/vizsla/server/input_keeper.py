"""Keeps what functions are called with, where their project allows feedback: beside the calls.

A call hands its inputs over and goes on. They are written on a thread of their own, some at a
time; where that can't be done, such as on a full disk, they are not kept, and the calls are
answered all the same.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import ServerBusyError, VizslaError
from vizsla.home import database_exists
from vizsla.server.request_log import log_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vizsla.server.served_functions import ServedFunction
    from vizsla.workspace import Workspace
    from vizsla.workspace.feedback_records import NewKeptInput

__all__ = ["InputKeeper"]

R = TypeVar("R")
FRESH = 1.0  # seconds for which it is remembered whether a project allows feedback
AFTER_FAULT = 60.0  # seconds until a workspace that can't be used is tried again
MOST_REMEMBERED = 1000
GATHER = 1.0  # seconds for which inputs are gathered before they are written
BETWEEN_EXPIRIES = 60.0  # seconds
MOST_BYTES = 64 * 2**20  # of inputs that wait to be written
BATCH = 64  # inputs in a transaction
MOST_TASKS = 32  # feedbacks that wait


class InputKeeper:
    """Keeps inputs, and receives the feedback on them.

    What waits and is remembered is this process's; what is kept is in the workspace, where any
    server finds it.

    Args:
        workspace: the workspace, where the server has opened it already; it stays open.

    Attributes:
        kept: the number of inputs that were kept.
        not_kept: the number of those that could not be.

    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        self.kept = 0
        self.not_kept = 0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="vizsla-keep")
        self._opening = threading.Lock()
        self._opened = workspace
        self._is_own = workspace is None
        self._allowed: dict[str, tuple[float, bool]] = {}  # until when, and whether
        self._looking: dict[str, asyncio.Task[bool]] = {}
        self._lock = threading.Lock()
        self._waiting: deque[NewKeptInput] = deque()
        self._bytes = 0
        self._there = asyncio.Event()
        self._tasks = 0

    async def allows(self, served: ServedFunction) -> bool:
        """Return whether feedback on a function is allowed, as of two seconds ago at the most."""
        if served.place.path is None:  # a function that Vizsla ships has no project
            return False
        name = served.place.name
        until, known = self._allowed.get(name, (0.0, None))
        if known is not None and time.monotonic() < until:
            return known
        look = self._looking.get(name)
        if look is None:
            look = self._looking[name] = asyncio.ensure_future(self._look(name))
            look.add_done_callback(lambda _: self._looking.pop(name, None))
        # Only the first call waits: what is kept is decided when it is written.
        return await asyncio.shield(look) if known is None else known

    def offer(self, inputs: Iterable[NewKeptInput]) -> None:
        """Take inputs to keep, on the event loop; those that don't fit into memory are not kept."""
        with self._lock:
            for each in inputs:
                if self._bytes + len(each.content) > MOST_BYTES:
                    self.not_kept += 1
                    continue
                self._bytes += len(each.content)
                self._waiting.append(each)
        self._there.set()

    async def keep(self) -> None:
        """Write what was offered, and delete what has expired, until cancelled.

        Opening the workspace deletes what has expired, too.
        """
        expiry = time.monotonic() + BETWEEN_EXPIRIES
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._there.wait(), max(0, expiry - time.monotonic()))
                await asyncio.sleep(GATHER)
                self._there.clear()
                await self._in_pool(self._write)
            if time.monotonic() >= expiry:
                await self._in_pool(self._delete_expired)
                expiry = time.monotonic() + BETWEEN_EXPIRIES

    async def receive(self, task: Callable[[Workspace], R]) -> R:
        """Return the result of a task on the workspace, once what was offered has been written.

        Raises:
            ServerBusyError: too many tasks wait already.

        """
        if self._tasks >= MOST_TASKS:
            raise ServerBusyError("too much feedback is waiting; try again in a moment")
        self._tasks += 1
        try:
            return await self._in_pool(partial(self._perform, task))
        finally:
            self._tasks -= 1

    def close(self) -> None:
        """Write what was offered, and close the workspace."""
        self._pool.submit(self._write)
        self._pool.shutdown(wait=True)
        if self._opened is not None and self._is_own:
            self._opened.close()

    async def _in_pool(self, job: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)

    async def _look(self, name: str) -> bool:
        seconds, found = await asyncio.to_thread(self._is_allowed, name)
        if len(self._allowed) >= MOST_REMEMBERED:
            self._allowed.clear()
        self._allowed[name] = time.monotonic() + seconds, found
        return found

    def _is_allowed(self, name: str) -> tuple[float, bool]:
        """Return for how many seconds it is to be remembered, and whether it is allowed."""
        if self._opened is None and not database_exists():
            return FRESH, False
        try:
            return FRESH, self._workspace().kept_inputs.allowance(name) is not None
        except VizslaError as error:
            log_fault(error, "feedback")
            return AFTER_FAULT, False

    def _workspace(self) -> Workspace:
        # Imported here: the database takes 0.3 s, which most servers need not wait for.
        from vizsla.workspace import Workspace  # noqa: PLC0415

        with self._opening:
            if self._opened is None:
                self._opened = Workspace.open()
            return self._opened

    def _write(self) -> None:
        """Write what was offered; a failure costs no more than what is being written."""
        while batch := self._take():
            try:
                self.kept += self._workspace().kept_inputs.keep(batch)
            except Exception as error:  # noqa: BLE001 - the calls are answered all the same
                self.not_kept += len(batch)
                log_fault(error, "feedback")

    def _take(self) -> list[NewKeptInput]:
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            self._bytes -= sum(len(each.content) for each in batch)
        return batch

    def _perform(self, task: Callable[[Workspace], R]) -> R:
        self._write()
        return task(self._workspace())

    def _delete_expired(self) -> None:
        if self._opened is None and not database_exists():
            return
        try:
            self._workspace().kept_inputs.delete_expired()
        except VizslaError as error:
            log_fault(error, "feedback")
