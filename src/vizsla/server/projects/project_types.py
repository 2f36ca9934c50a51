"""The types of projects in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "LabelItem",
    "NewProject",
    "NextAction",
    "NoteCode",
    "PartCounts",
    "ProjectDetails",
    "ProjectItem",
    "ProjectList",
    "RunItem",
    "StateCounts",
    "VersionItem",
]


class NewProject(RequestPart):
    """A project to make."""

    name: str = Field(
        description="Letters, digits, -, _ and .; also the name of the function.",
        min_length=1,
        max_length=80,
        examples=["trees"],
    )
    kind: str | None = Field(None, description="The kind of function that it trains.")
    encoder: str | None = Field(None, description="The encoder of the examples.")
    multi_label: bool = Field(
        default=False, description="Whether an example may have several labels."
    )
    trains_itself: bool = Field(
        default=False,
        description=(
            "Whether trainings begin by themselves: the first once each of two labels has five "
            "examples, others as labels come."
        ),
    )


class ProjectItem(BaseModel):
    """A project in one line."""

    name: str
    kind: str
    modality: str
    encoder: str
    multi_label: bool
    examples: int
    labelled: int
    labels: int = Field(description="The number of different labels.")
    live_version: int | None
    changed_at: datetime


class ProjectList(BaseModel):
    """The projects, by name."""

    projects: list[ProjectItem]


class LabelItem(BaseModel):
    """A label, and how many positive and negative examples of it there are."""

    name: str
    count: int
    not_count: int


class StateCounts(BaseModel):
    """The numbers of examples, by what was said of them."""

    labelled: int
    unlabelled: int
    unsure: int
    skipped: int
    contradictions: int = Field(description="Examples with labels that contradict each other.")
    unused: int = Field(description="Labelled examples that are left out of training.")


class PartCounts(BaseModel):
    """The numbers of examples in the training set, in the test set, and in neither yet."""

    train: int
    test: int
    none: int


class NoteCode(BaseModel):
    """What a note tells, for programs that write their own sentence."""

    code: str
    values: dict[str, Any] = Field(description="The names and numbers in it.")


class RunItem(BaseModel):
    """A training run."""

    number: int
    created_at: datetime
    created_by: str | None
    labels: list[str]
    examples: int = Field(description="The number of examples that it was trained on.")
    training_accuracy: float | None
    validation_accuracy: float | None
    validation_low: float | None = Field(
        description="The lower end of the validation accuracy's 95 % interval."
    )
    validation_high: float | None = Field(description="The upper end of that interval.")
    diagnosis: str = Field(description="Whether it overfits, in two or three words.")
    advice: list[str] = Field(description="The reasons and the advice, in sentences.")
    notes: list[str]
    note_codes: list[NoteCode | None] = Field(description="What each note tells, where known.")
    version: int | None = Field(description="The newest version that was published of it.")


class VersionItem(BaseModel):
    """A published version."""

    number: int
    run: int
    created_at: datetime
    created_by: str | None
    live: bool
    names: list[str] = Field(
        description="Its names, such as `production`: NAME@production opens it."
    )
    accuracy: float | None = Field(description="The share of right answers in its test.")
    tested_on: int = Field(description="The number of examples of the test; 0 for none.")
    threshold: float | None = Field(description="The threshold, where a person chose it.")


class NextAction(BaseModel):
    """What would help most now."""

    action: Literal["add", "settle", "label", "check", "train", "test", "publish", "try"]
    text: str
    count: int = Field(description="The number of examples that it is about; 0 for none.")


class ProjectDetails(BaseModel):
    """A project, and where it stands."""

    name: str
    kind: str
    modality: str
    encoder: str
    multi_label: bool
    examples: int
    labelled: int
    labels: list[LabelItem]
    counts: StateCounts
    parts: PartCounts
    live_version: int | None
    changed_at: datetime
    revision: int = Field(description="The number of the newest change; see changes.")
    last_run: RunItem | None
    versions: list[VersionItem]
    next: NextAction
