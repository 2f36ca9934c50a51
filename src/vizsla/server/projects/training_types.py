"""The types of runs and versions in requests and responses."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from vizsla.server.projects.project_types import RunItem, VersionItem
from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "ChosenRun",
    "ChosenVersion",
    "RunList",
    "TestReport",
    "VersionList",
]


class RunList(BaseModel):
    """Training runs, the newest first."""

    runs: list[RunItem]


class TestReport(BaseModel):
    """The newest test report of a run."""

    run: int
    report: dict[str, Any]


class ChosenRun(RequestPart):
    """A run to publish."""

    run: int | None = Field(None, ge=1, lt=1 << 31, description="By default the last one.")
    untested: bool = Field(default=False, description="Whether a run without a test may be.")
    name: str | None = Field(
        None, description="A name for the version, by which it is opened.", examples=["production"]
    )
    threshold: float | None = Field(
        None, ge=0, le=1, description="The least score of a sure answer; as trained by default."
    )
    thresholds: dict[str, Annotated[float, Field(ge=0, le=1)]] | None = Field(
        None,
        description="Of a multi-label project the least scores of sure labels, by label; those "
        "that are missing are as trained.",
        examples=[{"bill": 0.8}],
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
