"""Jobs: long work on projects that servers do, one after the other, whoever asked for it.

A job waits in the database until a server takes it. The process that works on it gives signs of
life; a job without any for LOST_AFTER seconds has failed, since its server has died. Where the
computer was only asleep, the next sign takes that back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.job_record import (
    CANCELLED,
    COLUMNS,
    DONE,
    FAILED,
    LONGEST_MESSAGE,
    RUNNING,
    WAITING,
    Job,
    JobProgress,
    LogLine,
    job_from_row,
    log_from_text,
)
from vizsla.workspace.json_text import text_from_json
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.row_values import now
from vizsla.workspace.schema import project
from vizsla.workspace.server_tables import job

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from vizsla.errors import VizslaError
    from vizsla.json_value import JSONObject
    from vizsla.workspace.database import Database

__all__ = ["CANCELLED", "DONE", "FAILED", "RUNNING", "WAITING", "Job", "Jobs"]

LOST_AFTER = 30.0  # seconds without a sign of life
LOST = "the server that worked on it has died; ask for it again"
OVER: dict[str, Any] = {"seconds_left": None, "curve": None}  # a run has its curve whole


class Jobs:
    """The jobs of a workspace.

    ``worker`` is what a process calls itself, another name for each job that it takes: a job that
    was taken from it, as one that seemed lost, is no longer its own.

    Args:
        database: the workspace's database.

    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def new(
        self,
        project_id: int,
        kind: str,
        who: str | None = None,
        asked: JSONObject | None = None,
        *,
        alone: bool = True,
    ) -> Job:
        """Ask for a job.

        Args:
            project_id: the row id of the project.
            kind: the kind of work.
            who: the person or program that asks for it.
            asked: what is asked for, where the kind alone does not say it.
            alone: whether there may be only one such job at a time.

        Raises:
            OptionError: such a job of the project waits or is running already.

        """
        public_id = uuid4().hex
        with self._database.write() as connection:
            _end_lost(connection)
            active = sa.select(job.c.id).where(
                job.c.project_id == project_id,
                job.c.kind == kind,
                job.c.state.in_((WAITING, RUNNING)),
            )
            if alone and connection.scalar(active) is not None:
                raise OptionError(
                    f"a job {kind!r} of this project waits or is running already; wait until it "
                    "has ended, or cancel it"
                ).because("job-exists")
            values = {
                "public_id": public_id,
                "project_id": project_id,
                "kind": kind,
                "asked": None if asked is None else text_from_json(asked, "what a job was asked"),
                "state": WAITING,
                "progress": 0.0,
                "message": "",
                "created_at": now(),
                "created_by": actor_name(who),
            }
            connection.execute(sa.insert(job).values(**values))
        return self.get(public_id)

    def get(self, public_id: str) -> Job:
        """Return a job.

        Raises:
            NotFoundError: there is no such job.

        """
        found = self._select(job.c.public_id == public_id)
        if not found:
            raise _no_job(public_id)
        return found[0]

    def log(self, public_id: str) -> tuple[LogLine, ...]:
        """Return the log of a job, the oldest line first.

        Raises:
            NotFoundError: there is no such job.

        """
        query = sa.select(job.c.log).where(job.c.public_id == public_id)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise _no_job(public_id)
        return log_from_text(row.log)

    def of_project(
        self, project_id: int, kind: str | None = None, newest: int | None = None
    ) -> list[Job]:
        """Return the jobs that were asked for of a project, the oldest first.

        Args:
            project_id: the row id of the project.
            kind: the kind of work; None for all.
            newest: the most jobs, the newest; None for all.

        """
        own = [job.c.project_id == project_id]
        if kind is not None:
            own.append(job.c.kind == kind)
        return self._select(*own, newest=newest)

    def take(self) -> tuple[Job, str] | None:
        """Take the job that has waited longest, of a project on which nobody works.

        Returns:
            The job, and the name of the worker for it; None where there is none to take.

        """
        waits = sa.select(job.c.id).where(job.c.state == WAITING).limit(1)
        with self._database.read() as connection:  # most often there is none: block no writer
            if connection.scalar(waits) is None:
                return None
        worker = uuid4().hex
        with self._database.write() as connection:
            _end_lost(connection)
            busy = sa.select(job.c.project_id).where(job.c.state == RUNNING)
            query = (
                sa.select(job.c.id, job.c.public_id)
                .where(job.c.state == WAITING, job.c.project_id.not_in(busy))
                .order_by(job.c.id)
                .limit(1)
            )
            row = connection.execute(query).first()
            if row is None:
                return None
            values = {"state": RUNNING, "worker": worker, "started_at": now(), "seen_at": now()}
            connection.execute(sa.update(job).where(job.c.id == row.id).values(**values))
        return self.get(row.public_id), worker

    def report(self, public_id: str, worker: str, progress: JobProgress) -> bool:
        """Give a sign of life; return whether the job is still the worker's."""
        values = {**progress.columns(), "seen_at": now()}
        return self._change(public_id, worker, **values) or self._revive(public_id, worker, values)

    def _revive(self, public_id: str, worker: str, values: dict[str, Any]) -> bool:
        """Go on with a job that was taken for lost; return whether nobody has begun another."""
        own = (job.c.public_id == public_id) & (job.c.worker == worker)
        lost = own & (job.c.state == FAILED) & (job.c.message == LOST)
        with self._database.write() as connection:
            of = connection.execute(sa.select(job.c.project_id, job.c.kind).where(lost)).first()
            if of is None:
                return False
            same = (job.c.project_id == of.project_id) & (job.c.kind == of.kind)
            others = (job.c.project_id == of.project_id) & (job.c.state == RUNNING)
            waiting = same & (job.c.state == WAITING)
            if connection.scalar(sa.select(job.c.id).where(others | waiting).limit(1)) is not None:
                return False
            again = {"state": RUNNING, "ended_at": None, **values}
            connection.execute(sa.update(job).where(lost).values(**again))
            return True

    def cancel(self, public_id: str, who: str | None = None) -> Job:
        """Ask a job to stop; one that waits has stopped at once, one that has ended stays as it is.

        Args:
            public_id: the job's id.
            who: the person or program that asks.

        Raises:
            NotFoundError: there is no such job.

        """
        by = actor_name(who)
        one = job.c.public_id == public_id
        waiting, running = (one & (job.c.state == state) for state in (WAITING, RUNNING))
        ended = {"state": CANCELLED, "cancelled_by": by, "ended_at": now(), "message": ""}
        with self._database.write() as connection:
            connection.execute(sa.update(job).where(waiting).values(**ended))
            connection.execute(sa.update(job).where(running).values(cancelled_by=by))
        return self.get(public_id)

    def is_cancelled(self, public_id: str) -> bool:
        """Return whether somebody asked a job to stop."""
        query = sa.select(job.c.cancelled_by).where(job.c.public_id == public_id)
        with self._database.read() as connection:
            return connection.scalar(query) is not None

    def stop(self, public_id: str, worker: str) -> bool:
        """End a job that was cancelled; return whether it was still the worker's."""
        ended = {**OVER, "state": CANCELLED, "message": "", "ended_at": now()}
        return self._change(public_id, worker, **ended)

    def finish(self, public_id: str, worker: str, result: JSONObject) -> bool:
        """End a job with its result; return whether it was still the worker's."""
        text = text_from_json(result, "a job's result")
        ended = {**OVER, "state": DONE, "progress": 1.0, "message": "", "ended_at": now()}
        return self._change(public_id, worker, **ended, result=text)

    def fail(
        self, public_id: str, worker: str, reason: str, error: VizslaError | None = None
    ) -> bool:
        """End a job that failed; return whether it was still the worker's.

        Args:
            public_id: the job's id.
            worker: the name under which it was taken.
            reason: the reason in words.
            error: the error that ended it, whose code becomes the result's ``error``.

        """
        ended = {**OVER, "state": FAILED, "message": reason[:LONGEST_MESSAGE], "ended_at": now()}
        if error is not None:
            found = {"code": error.code, "reason": error.reason, "values": dict(error.values)}
            ended["result"] = text_from_json({"error": found}, "why a job failed")
        return self._change(public_id, worker, **ended)

    def give_back(self, public_id: str, worker: str) -> bool:
        """Let a job wait again, for another server; return whether it was still the worker's."""
        if self.is_cancelled(public_id):
            return self.stop(public_id, worker)
        again = {**OVER, "state": WAITING, "progress": 0.0, "message": ""}
        nobody = dict.fromkeys(("worker", "started_at", "seen_at", "log"))
        return self._change(public_id, worker, **again, **nobody)

    def _change(self, public_id: str, by: str, **values: Any) -> bool:  # noqa: ANN401 - columns
        own = (job.c.public_id == public_id) & (job.c.worker == by) & (job.c.state == RUNNING)
        with self._database.write() as connection:
            return bool(connection.execute(sa.update(job).where(own).values(**values)).rowcount)

    def _select(self, *conditions: sa.ColumnElement[bool], newest: int | None = None) -> list[Job]:
        lost = sa.select(job.c.id).where(*conditions, *_lost()).limit(1)
        query = sa.select(*COLUMNS).join_from(job, project).where(*conditions)
        query = query.order_by(job.c.id.desc()).limit(newest)
        with self._database.read() as connection:
            is_lost = connection.scalar(lost) is not None
            rows = connection.execute(query).all()
        if is_lost:
            with self._database.write() as connection:
                _end_lost(connection)
                rows = connection.execute(query).all()
        return [job_from_row(row) for row in reversed(rows)]


def _no_job(public_id: str) -> NotFoundError:
    return NotFoundError(f"there is no job {public_id!r:.40}")


def _lost() -> tuple[sa.ColumnElement[bool], ...]:
    return job.c.state == RUNNING, job.c.seen_at < now() - timedelta(seconds=LOST_AFTER)


def _end_lost(connection: Connection) -> None:
    """End the jobs whose process gives no sign of life."""
    state = sa.case((job.c.cancelled_by.is_not(None), CANCELLED), else_=FAILED)
    values = {**OVER, "state": state, "message": LOST, "ended_at": now()}
    connection.execute(sa.update(job).where(*_lost()).values(**values))
