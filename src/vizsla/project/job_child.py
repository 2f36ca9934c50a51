"""The process in which a job runs; ``job_runner.py`` starts it."""

from __future__ import annotations

import os
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vizsla.errors import CancelledError, VizslaError, WorkspaceError
from vizsla.project.adding_job import ADD, add_source
from vizsla.project.download_job import DOWNLOADS, make_download
from vizsla.project.explore_job import EXPLORE, explore_and_keep
from vizsla.project.job_work import JobWork
from vizsla.project.measuring_job import MEASURE, measure_project_features
from vizsla.project.project import Project
from vizsla.project.publishing_job import PUBLISH, publish_as_asked
from vizsla.project.testing_job import TEST, test_again
from vizsla.project.training_job import STAGES, TRAIN, train_and_test
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from vizsla.json_value import JSONObject
    from vizsla.workspace.job_record import JobProgress
    from vizsla.workspace.jobs import Jobs

__all__ = ["KINDS", "JobKind", "run_in_child"]

BETWEEN_LOOKS = 0.4  # seconds; each is one small read, and a small write where there is news
LONGEST_SILENCE = 2.0  # seconds between two signs of life
PATIENCE = 0.5  # seconds for work that was cancelled to end by itself
NICE = 10  # requests come first
ORPHANED, TAKEN_AWAY = 4, 5  # exit codes


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of work.

    Attributes:
        do: does the work, and returns the result.
        weights: about how long each stage takes; see ``JobWork``.

    """

    do: Callable[[Project, JobWork], JSONObject]
    weights: Mapping[str, float] = field(default_factory=dict)


KINDS: Mapping[str, JobKind] = {
    TRAIN: JobKind(train_and_test, STAGES),
    TEST: JobKind(test_again),
    ADD: JobKind(add_source),
    MEASURE: JobKind(measure_project_features),
    **dict.fromkeys(DOWNLOADS, JobKind(make_download)),
    EXPLORE: JobKind(explore_and_keep),
    PUBLISH: JobKind(publish_as_asked),
}


def run_in_child(job_id: str, worker: str) -> None:
    """Do a job, and write its end into the database.

    The process ends with its server, which holds the other end of standard input.

    Args:
        job_id: the job's id.
        worker: the name under which it was taken.

    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    threading.Thread(target=_end_with_server, daemon=True).start()
    with Workspace.open() as workspace:
        job, jobs = workspace.jobs.get(job_id), workspace.jobs
        kind = KINDS[job.kind]
        work = JobWork(job.id, job.asked, kind.weights)
        try:
            with _Signs(jobs, job_id, worker, work):
                project = Project(workspace, workspace.open_project(job.project), job.created_by)
                result = kind.do(project, work)
        except CancelledError:
            jobs.stop(job_id, worker)
        except VizslaError as error:
            jobs.fail(job_id, worker, str(error), error)
        except Exception:  # noqa: BLE001 - the job has failed, whatever it was
            traceback.print_exc()
            jobs.fail(job_id, worker, "the server failed; its log has the reason")
        else:
            jobs.finish(job_id, worker, result)


class _Signs:
    """Tells how far a job is, and ends the process where the job is its own no more.

    A job that was cancelled is told to stop; where it does not in time, the process ends, as it
    would with its server.

    Args:
        jobs: the workspace's jobs.
        job_id: the job's id.
        worker: the name under which it was taken.
        work: the job at work.

    """

    def __init__(self, jobs: Jobs, job_id: str, worker: str, work: JobWork) -> None:
        self._jobs = jobs
        self._of = job_id, worker
        self._work = work
        self._told: JobProgress | None = None
        self._told_at = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._give, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        with suppress(WorkspaceError):
            self._tell()

    def _give(self) -> None:
        while not self._over.wait(BETWEEN_LOOKS):
            with suppress(WorkspaceError):  # the next sign may get through
                if self._jobs.is_cancelled(self._of[0]):
                    self._stop()
                    return
                self._tell()

    def _stop(self) -> None:
        self._work.cancel.set()
        if not self._over.wait(PATIENCE):
            self._tell()
            self._jobs.stop(*self._of)
            os._exit(0)

    def _tell(self) -> None:
        told, at = self._work.told(), time.monotonic()
        if told == self._told and at - self._told_at < LONGEST_SILENCE:
            return
        if not self._jobs.report(*self._of, told):
            os._exit(TAKEN_AWAY)
        self._told, self._told_at = told, at


def _end_with_server() -> None:
    # Not by sys.stdin, whose lock this thread would hold when the process ends.
    while os.read(0, 1_024):
        pass
    os._exit(ORPHANED)
