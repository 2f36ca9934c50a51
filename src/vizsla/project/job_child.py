"""The process in which a job runs; ``job_runner.py`` starts it."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from vizsla.errors import VizslaError, WorkspaceError
from vizsla.project.adding_job import ADD, add_source
from vizsla.project.project import Project
from vizsla.project.testing_job import TEST, test_again
from vizsla.project.training_job import TRAIN, train_and_test
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from typing import Self

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.progress import Progress
    from vizsla.workspace.jobs import Jobs

__all__ = ["run_in_child"]

BETWEEN_SIGNS = 2.0  # seconds; each is one small write
NICE = 10  # requests come first
ORPHANED, TAKEN_AWAY = 4, 5  # exit codes

# What does the work, given the project, what was asked for, and whom to tell how far it is.
Work = Callable[[Project, Mapping[str, "JSONValue"], Callable[["Progress"], None]], "JSONObject"]
KINDS: Mapping[str, Work] = {TRAIN: train_and_test, TEST: test_again, ADD: add_source}


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
        job = workspace.jobs.get(job_id)
        try:
            with _Signs(workspace.jobs, job_id, worker) as signs:
                project = Project(workspace, workspace.open_project(job.project), job.created_by)
                result = KINDS[job.kind](project, {**job.asked, "job": job.id}, signs.set)
        except VizslaError as error:
            workspace.jobs.fail(job_id, worker, str(error))
        except Exception:  # noqa: BLE001 - the job has failed, whatever it was
            traceback.print_exc()
            workspace.jobs.fail(job_id, worker, "the server failed; its log has the reason")
        else:
            workspace.jobs.finish(job_id, worker, result)


class _Signs:
    """Gives signs of life while a job runs, and ends the process where the job is its own no more.

    Args:
        jobs: the workspace's jobs.
        job_id: the job's id.
        worker: the name under which it was taken.

    """

    def __init__(self, jobs: Jobs, job_id: str, worker: str) -> None:
        self._jobs = jobs
        self._of = job_id, worker
        self._stage = ""
        self._share = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._give, daemon=True)

    def set(self, progress: Progress) -> None:
        """Remember how far the work is."""
        self._stage = progress.stage
        self._share = progress.done / progress.total if progress.total else 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _give(self) -> None:
        while not self._over.wait(BETWEEN_SIGNS):
            own = True
            with suppress(WorkspaceError):  # the next sign may get through
                own = self._jobs.report(*self._of, self._share, self._stage)
            if not own:
                os._exit(TAKEN_AWAY)


def _end_with_server() -> None:
    sys.stdin.buffer.read()
    os._exit(ORPHANED)
