"""Jobs: long work on projects that servers do, one after the other, whoever asked for it.

A job waits in the database until a server takes it. The process that works on it gives signs of
life; a job without any for LOST_AFTER seconds has failed, since its server has died.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from vizsla.errors import NotFoundError, OptionError
from vizsla.workspace.json_text import object_from_text, text_from_json
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.row_values import aware, now
from vizsla.workspace.schema import job, project

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from vizsla.json_value import JSONObject, JSONValue
    from vizsla.workspace.database import Database

__all__ = ["DONE", "FAILED", "RUNNING", "WAITING", "Job", "Jobs"]

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
LOST_AFTER = 30.0  # seconds without a sign of life
LONGEST_MESSAGE = 2_000  # characters
COLUMNS = (*job.c, project.c.name.label("project_name"))


@dataclass(frozen=True, slots=True)
class Job:
    """A job.

    Attributes:
        id: its id: 32 hexadecimal digits, the same in every server.
        project: the name of the project that it works on.
        kind: the kind of work, such as ``train``.
        state: ``waiting``, ``running``, ``done`` or ``failed``.
        progress: the share of the stage that is done, 0 to 1.
        message: the stage of the work; of a failed job, the reason.
        asked: what was asked for, as JSON; empty for a kind that needs no words.
        result: the result, as JSON; empty before the end.
        created_at: when it was asked for, UTC.
        created_by: the person or program that asked for it; None where that was not recorded.
        started_at: when the work began; None before.
        ended_at: when it was done or failed; None before.

    """

    id: str
    project: str
    kind: str
    state: str
    progress: float
    message: str
    asked: dict[str, JSONValue]
    result: dict[str, JSONValue]
    created_at: datetime
    created_by: str | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def is_active(self) -> bool:
        """Whether the job waits or is being worked on."""
        return self.state in {WAITING, RUNNING}


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
            _fail_lost(connection)
            active = sa.select(job.c.id).where(
                job.c.project_id == project_id,
                job.c.kind == kind,
                job.c.state.in_((WAITING, RUNNING)),
            )
            if alone and connection.scalar(active) is not None:
                raise OptionError(
                    f"a job {kind!r} of this project waits or is running already; wait until it "
                    "has ended"
                )
            values = {
                "public_id": public_id,
                "project_id": project_id,
                "kind": kind,
                "state": WAITING,
                "progress": 0.0,
                "message": "",
                "asked": None if asked is None else text_from_json(asked, "what a job was asked"),
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
            raise NotFoundError(f"there is no job {public_id!r:.40}")
        return found[0]

    def of_project(self, project_id: int, kind: str | None = None) -> list[Job]:
        """Return the jobs that were asked for of a project, the oldest first.

        Args:
            project_id: the row id of the project.
            kind: the kind of work; all kinds by default.

        """
        of_kind = () if kind is None else (job.c.kind == kind,)
        return self._select(job.c.project_id == project_id, *of_kind)

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
            _fail_lost(connection)
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

    def report(self, public_id: str, worker: str, progress: float, message: str) -> bool:
        """Give a sign of life; return whether the job is still the worker's."""
        return self._change(
            public_id,
            worker,
            progress=progress,
            message=message[:LONGEST_MESSAGE],
            seen_at=now(),
        )

    def finish(self, public_id: str, worker: str, result: JSONObject) -> bool:
        """End a job with its result; return whether it was still the worker's."""
        text = text_from_json(result, "a job's result")
        return self._change(
            public_id,
            worker,
            state=DONE,
            progress=1.0,
            message="",
            result=text,
            ended_at=now(),
        )

    def fail(self, public_id: str, worker: str, reason: str) -> bool:
        """End a job that failed; return whether it was still the worker's."""
        return self._change(
            public_id, worker, state=FAILED, message=reason[:LONGEST_MESSAGE], ended_at=now()
        )

    def give_back(self, public_id: str, worker: str) -> bool:
        """Let a job wait again, for another server; return whether it was still the worker's."""
        return self._change(
            public_id,
            worker,
            state=WAITING,
            progress=0.0,
            message="",
            worker=None,
            started_at=None,
            seen_at=None,
        )

    def _change(self, public_id: str, by: str, **values: Any) -> bool:  # noqa: ANN401 - columns
        own = (job.c.public_id == public_id) & (job.c.worker == by) & (job.c.state == RUNNING)
        with self._database.write() as connection:
            return bool(connection.execute(sa.update(job).where(own).values(**values)).rowcount)

    def _select(self, *conditions: sa.ColumnElement[bool]) -> list[Job]:
        lost = sa.select(job.c.id).where(*conditions, *_lost()).limit(1)
        query = sa.select(*COLUMNS).join_from(job, project).where(*conditions).order_by(job.c.id)
        with self._database.read() as connection:
            is_lost = connection.scalar(lost) is not None
            rows = connection.execute(query).all()
        if is_lost:
            with self._database.write() as connection:
                _fail_lost(connection)
                rows = connection.execute(query).all()
        return [_job(row) for row in rows]


def _lost() -> tuple[sa.ColumnElement[bool], ...]:
    return job.c.state == RUNNING, job.c.seen_at < now() - timedelta(seconds=LOST_AFTER)


def _fail_lost(connection: Connection) -> None:
    """End the jobs whose process gives no sign of life."""
    reason = "the server that worked on it has died; ask for it again"
    values = {"state": FAILED, "message": reason, "ended_at": now()}
    connection.execute(sa.update(job).where(*_lost()).values(**values))


def _job(row: Any) -> Job:  # noqa: ANN401 - a row of COLUMNS
    return Job(
        row.public_id,
        row.project_name,
        row.kind,
        row.state,
        row.progress,
        row.message,
        {} if row.asked is None else object_from_text(row.asked, "what a job was asked"),
        {} if row.result is None else object_from_text(row.result, "the result of a job"),
        aware(row.created_at),
        row.created_by,
        None if row.started_at is None else aware(row.started_at),
        None if row.ended_at is None else aware(row.ended_at),
    )
