"""What the routes of one server share."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from vizsla.errors import VizslaError
from vizsla.server.input_keeper import InputKeeper
from vizsla.server.request_body import BodyMemory
from vizsla.server.request_log import log_fault, log_text
from vizsla.server.served_functions import ServedFunction, ServedFunctions
from vizsla.server.served_runs import ServedRuns
from vizsla.server.server_metrics import ServerMetrics
from vizsla.server.work_queue import WorkQueue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from vizsla.project.background_trainer import BackgroundTrainer
    from vizsla.project.job_runner import JobRunner
    from vizsla.project.project import Project
    from vizsla.server.key_ring import KeyRing
    from vizsla.server.server_settings import ServerSettings
    from vizsla.server.sign_in import SignIn
    from vizsla.workspace import Workspace
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["Service"]

FETCHERS = 8  # URLs that are fetched at once


def do_nothing() -> None:
    """Do nothing: whoever runs the application ends it."""


@dataclass(slots=True, eq=False)
class Service:
    """The parts of a server.

    Attributes:
        settings: the settings.
        functions: the functions.
        queue: the threads that answer.
        memory: the bytes of the requests that are held.
        metrics: the counters.
        fetchers: the threads that wait for URLs.
        keys: the keys; None where calls need none.
        keeper: keeps inputs for feedback.
        sign_in: how people come in; None where nobody signs in.
        workspace: the workspace; None where nothing needs it.
        jobs: runs the trainings; None where the server trains nothing.
        trainer: begins trainings by itself; None where the server does not.
        is_ready: whether requests should be sent to this server.
        failure: the error by which the server could not become ready.
        end: ends the server; who runs it sets this.
        projects: the projects whose embeddings are held, by their row ids.
        projects_lock: held while these are looked at or changed.
        runs: the functions of training runs that are tried, published or not.
        streams: the number of clients that are told what changes as it happens.
        is_ending: returns whether the server takes no more requests; who runs it sets this.

    """

    settings: ServerSettings
    functions: ServedFunctions
    queue: WorkQueue
    memory: BodyMemory
    metrics: ServerMetrics
    fetchers: ThreadPoolExecutor
    keys: KeyRing | None
    keeper: InputKeeper
    sign_in: SignIn | None = None
    workspace: Workspace | None = None
    jobs: JobRunner | None = None
    trainer: BackgroundTrainer | None = None
    is_ready: bool = False
    failure: VizslaError | None = None
    end: Callable[[], None] = do_nothing
    is_ending: Callable[[], bool] = bool
    streams: int = 0
    projects: dict[int, Project] = field(default_factory=dict)
    projects_lock: threading.Lock = field(default_factory=threading.Lock)
    runs: ServedRuns = field(default_factory=ServedRuns)

    @classmethod
    def of(cls, request: Request) -> Service:
        """Return the service that a request has reached."""
        service: Service = request.app.state.service
        return service

    @classmethod
    def start(cls, settings: ServerSettings) -> Service:
        """Make the parts that the settings ask for.

        Raises:
            WorkspaceError: the database of keys and projects is needed, and can't be used.
            MissingExtraError: the packages for training are needed, and not installed.

        """
        works = settings.training or settings.studio
        is_needed = settings.needs_keys or works
        workspace = _open_workspace() if is_needed else None
        jobs = _job_runner(workspace) if workspace is not None and works else None
        trains = workspace is not None and settings.studio and settings.retraining
        return cls(
            settings,
            ServedFunctions(settings.functions),
            WorkQueue(settings.workers, settings.most_waiting),
            BodyMemory(settings.body_memory),
            ServerMetrics(),
            ThreadPoolExecutor(FETCHERS, "vizsla-fetch"),
            _key_ring(workspace) if workspace is not None and settings.needs_keys else None,
            InputKeeper(workspace),
            _sign_in(workspace, settings) if workspace is not None else None,
            workspace,
            jobs,
            _trainer(workspace, jobs) if workspace is not None and jobs and trains else None,
        )

    async def find(self, word: str) -> ServedFunction:
        """Return a function without blocking the event loop.

        Raises:
            FunctionNotFoundError: no function of that name is served.

        """
        known = self.functions.known(word)
        return await asyncio.to_thread(self.functions.find, word) if known is None else known

    async def listed(self, key: ApiKey | None, of_request: str) -> list[ServedFunction]:
        """Return the functions that a key may call; all where none is needed.

        Args:
            key: the key; None where none is needed.
            of_request: the request's id, for the log: a damaged function hides no other.

        """
        found = []
        for name in await asyncio.to_thread(self.functions.names):
            if key is None or key.may_call(name):
                try:
                    found.append(await self.find(name))
                except VizslaError as error:
                    log_fault(error, of_request)
        return found

    async def get_ready(self) -> None:
        """Load the functions that were named; where one can't be used, end the server."""
        try:
            await asyncio.to_thread(self.functions.warm_up)
        except VizslaError as error:
            log_fault(error, "start")
            self.failure = error
            self.end()
        else:
            self.is_ready = True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Get ready, and keep inputs and the usage of keys while the block runs; then close."""
        tasks = [asyncio.ensure_future(each) for each in (self.get_ready(), self.keeper.keep())]
        if self.keys is not None:
            tasks.append(asyncio.ensure_future(self.keys.keep_usage()))
        if self.jobs is not None:
            self.jobs.start()
        if self.trainer is not None:
            self.trainer.start()
        try:
            yield
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Finish the work that has begun, and close the functions."""
        self.is_ready = False
        if self.trainer is not None:
            self.trainer.close()
        if self.jobs is not None:
            self.jobs.close()
        self.queue.close()
        self.fetchers.shutdown(wait=False, cancel_futures=True)
        self.functions.close()
        self.keeper.close()
        if self.keys is not None:
            self.keys.flush()
        if self.sign_in is not None:
            self.sign_in.close()
        if self.workspace is not None:
            self.workspace.close()


# Imported here: the database takes 0.3 s, and a server on this computer may need none.


def _open_workspace() -> Workspace:
    from vizsla.workspace import Workspace  # noqa: PLC0415

    return Workspace.open()


def _key_ring(workspace: Workspace) -> KeyRing:
    from vizsla.server.key_ring import KeyRing  # noqa: PLC0415

    return KeyRing(workspace)


def _sign_in(workspace: Workspace, settings: ServerSettings) -> SignIn | None:
    if not settings.has_people:
        return None
    from vizsla.server.openid_provider import require_openid  # noqa: PLC0415
    from vizsla.server.sign_in import SignIn  # noqa: PLC0415
    from vizsla.workspace.passwords import require_passwords  # noqa: PLC0415

    require_passwords()
    if settings.openid is not None:
        require_openid()
    return SignIn(workspace, settings.openid)


def _job_runner(workspace: Workspace) -> JobRunner:
    from vizsla.project.job_runner import JobRunner  # noqa: PLC0415
    from vizsla.training.one_thread import require_training  # noqa: PLC0415

    require_training()
    return JobRunner(workspace, partial(log_text, "job"))


def _trainer(workspace: Workspace, jobs: JobRunner) -> BackgroundTrainer:
    from vizsla.project.background_trainer import BackgroundTrainer  # noqa: PLC0415

    return BackgroundTrainer(workspace, jobs.wake, partial(log_text, "background training"))
