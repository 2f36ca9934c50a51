"""The types of jobs, runs and versions in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.project_types import RunItem, VersionItem
from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "ChosenRun",
    "ChosenVersion",
    "JobItem",
    "JobList",
    "NewJob",
    "RunDetails",
    "RunList",
    "TestReport",
    "VersionList",
]


class NewJob(RequestPart):
    """Long work to ask for."""

    kind: Literal["train"] = Field(description="`train` trains, and tests what was trained.")


class JobItem(BaseModel):
    """Long work that was asked for."""

    id: str
    kind: str
    state: Literal["waiting", "running", "done", "failed"]
    progress: float = Field(description="The share that is done, 0 to 1.")
    message: str = Field(description="The stage of the work; of a failed job, the reason.")
    run: int | None = Field(description="The run that it made; null before the end.")
    result: dict[str, Any] = Field(description="All that it gave; empty before the end.")
    created_at: datetime
    created_by: str | None
    started_at: datetime | None
    ended_at: datetime | None


class JobList(BaseModel):
    """Jobs, the newest first."""

    jobs: list[JobItem]


class RunList(BaseModel):
    """Training runs, the newest first."""

    runs: list[RunItem]


class RunDetails(RunItem):
    """A training run with all of its figures."""

    tested: bool
    figures: dict[str, Any]


class TestReport(BaseModel):
    """The newest test report of a run."""

    run: int
    report: dict[str, Any]


class ChosenRun(RequestPart):
    """A run to publish."""

    run: int | None = Field(None, ge=1, lt=1 << 31, description="By default the last one.")
    untested: bool = Field(default=False, description="Whether a run without a test may be.")
    name: str | None = Field(
        None, description="A name that then stands for the version.", examples=["production"]
    )
    threshold: float | None = Field(
        None, ge=0, le=1, description="The least score of a sure answer; as trained by default."
    )
    live: bool = Field(default=True, description="Whether the version becomes the live one.")


class ChosenVersion(RequestPart):
    """A version to make live."""

    version: int | None = Field(
        None, ge=1, lt=1 << 31, description="By default the one before the live one."
    )


class VersionList(BaseModel):
    """Published versions, the newest first."""

    versions: list[VersionItem]
