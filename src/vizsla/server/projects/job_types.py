"""The types of jobs in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = ["JobError", "JobItem", "JobList", "JobLog", "LogEntry", "NewJob", "TrainingPoint"]


class NewJob(RequestPart):
    """Long work to ask for."""

    kind: Literal["train"] = Field(description="`train` trains, and tests what was trained.")


class TrainingPoint(BaseModel):
    """A point on a curve of training against validation."""

    at: int = Field(description="The number of the step, or of training examples.")
    training_accuracy: float
    training_loss: float
    validation_accuracy: float
    validation_loss: float
    validated: int = Field(description="The number of validation examples.")


class JobError(BaseModel):
    """The error that ended a job."""

    code: str
    reason: str = Field(description="Which of the errors of that code it is; empty for none.")
    values: dict[str, Any] = Field(description="The names, counts and limits it speaks of.")


class JobItem(BaseModel):
    """Long work that was asked for."""

    id: str
    kind: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    progress: float = Field(description="The share that is done, 0 to 1.")
    seconds_left: float | None = Field(
        description="About how long it will still take; null where that is not known."
    )
    message: str = Field(description="The stage of the work; of a failed job, the reason.")
    error: JobError | None = Field(description="Of a failed job, the error, where one is known.")
    background: bool = Field(description="Whether the server began it by itself.")
    cancelled_by: str | None = Field(description="Who asked for it to stop; null for nobody.")
    curve: list[TrainingPoint] = Field(
        description="While it trains, the curve by steps as far as it is known; empty later."
    )
    run: int | None = Field(description="The run that it made; null before the end.")
    result: dict[str, Any] = Field(description="All that came of it; empty before the end.")
    created_at: datetime
    created_by: str | None
    started_at: datetime | None
    ended_at: datetime | None


class JobList(BaseModel):
    """Jobs, the newest first."""

    jobs: list[JobItem]


class LogEntry(BaseModel):
    """What happened to a job, and when."""

    at: datetime
    text: str


class JobLog(BaseModel):
    """The log of a job, the oldest line first."""

    log: list[LogEntry]
