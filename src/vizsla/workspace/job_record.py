"""A job as the database has it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.workspace.json_text import object_from_text, text_from_json, value_from_text
from vizsla.workspace.row_values import aware
from vizsla.workspace.schema import project
from vizsla.workspace.server_tables import job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vizsla.json_value import JSONObject, JSONValue

__all__ = [
    "CANCELLED",
    "COLUMNS",
    "DONE",
    "FAILED",
    "LONGEST_MESSAGE",
    "MOST_LINES",
    "RUNNING",
    "WAITING",
    "Job",
    "JobProgress",
    "LogLine",
    "job_from_row",
    "log_from_text",
]

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
CANCELLED = "cancelled"
LONGEST_MESSAGE = 2_000  # characters
MOST_LINES = 200  # of a log: the newest
COLUMNS = (
    *(each for each in job.c if each.name != "log"),
    project.c.name.label("project_name"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job.

    Attributes:
        id: its id: 32 hexadecimal digits, the same in every server.
        project: the name of the project that it works on.
        kind: the kind of work, such as ``train``.
        asked: what was asked for, as JSON; empty for a kind that needs no words.
        state: ``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``.
        progress: the share of the work that is done, 0 to 1.
        seconds_left: about how long it will still take; None where that is not known.
        message: the stage of the work; of a failed job, the reason.
        curve: while it trains, the training curve as far as it is known: the fields of a
            ``CurvePoint`` by name.
        result: the result, as JSON; empty before the end.
        created_at: when it was asked for, UTC.
        created_by: the person or program that asked for it; None where that was not recorded.
        started_at: when the work began; None before.
        ended_at: when it was done, failed or cancelled; None before.
        cancelled_by: the person or program that asked for it to stop; None where nobody did.

    """

    id: str
    project: str
    kind: str
    asked: dict[str, JSONValue]
    state: str
    progress: float
    seconds_left: float | None
    message: str
    curve: tuple[dict[str, JSONValue], ...]
    result: dict[str, JSONValue]
    created_at: datetime
    created_by: str | None
    started_at: datetime | None
    ended_at: datetime | None
    cancelled_by: str | None

    @property
    def is_active(self) -> bool:
        """Whether the job waits or is being worked on."""
        return self.state in {WAITING, RUNNING}


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a job's log.

    Attributes:
        at: the time, UTC, as ISO 8601 has it.
        text: what happened.

    """

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is.

    Attributes:
        share: the share of the work that is done, 0 to 1.
        stage: the stage of the work.
        seconds_left: about how long it will still take; None where that is not known.
        curve: the training curve as far as it is known; empty for other work.
        log: the whole log.

    """

    share: float = 0.0
    stage: str = ""
    seconds_left: float | None = None
    curve: Sequence[JSONObject] = ()
    log: Sequence[LogLine] = ()

    def columns(self) -> dict[str, Any]:
        """Return what the database keeps of it."""
        lines = [[each.at, each.text[:LONGEST_MESSAGE]] for each in self.log[-MOST_LINES:]]
        return {
            "progress": self.share,
            "message": self.stage[:LONGEST_MESSAGE],
            "seconds_left": self.seconds_left,
            "curve": text_from_json(list(self.curve), "a job's curve") if self.curve else None,
            "log": text_from_json(lines, "a job's log") if lines else None,
        }


def job_from_row(row: Any) -> Job:  # noqa: ANN401 - a row of COLUMNS
    """Return the job of a row with ``COLUMNS``."""
    curve: Any = [] if row.curve is None else value_from_text(row.curve, "the curve of a job")
    return Job(
        row.public_id,
        row.project_name,
        row.kind,
        _object(row.asked, "what a job was asked"),
        row.state,
        row.progress,
        row.seconds_left,
        row.message,
        tuple(curve),
        _object(row.result, "the result of a job"),
        aware(row.created_at),
        row.created_by,
        None if row.started_at is None else aware(row.started_at),
        None if row.ended_at is None else aware(row.ended_at),
        row.cancelled_by,
    )


def log_from_text(text: str | None) -> tuple[LogLine, ...]:
    """Return the log of a job."""
    lines: Any = [] if text is None else value_from_text(text, "the log of a job")
    return tuple(LogLine(at, said) for at, said in lines)


def _object(text: str | None, name: str) -> dict[str, JSONValue]:
    return {} if text is None else object_from_text(text, name)
