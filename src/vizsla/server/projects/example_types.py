"""The types of examples in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ExampleDetails",
    "ExampleItem",
    "ExampleQuery",
    "HistoryItem",
    "LabelsItem",
    "ListedExamples",
    "StateName",
]

StateName = Literal["labelled", "unlabelled", "unsure", "skipped"]
MOST_IDS = 500


class ExampleQuery(BaseModel):
    """Which examples to list; all conditions must hold."""

    model_config = ConfigDict(extra="forbid")

    label: str | None = Field(None, description="Examples of this label.", max_length=200)
    state: StateName | None = Field(None, description="Examples of which this was said.")
    part: Literal["train", "test"] | None = Field(None, description="Examples of this set.")
    who: str | None = Field(
        None, description="Examples that this person or program labelled last, or added."
    )
    words: str | None = Field(
        None, description="Words that the example's name has, in any case.", max_length=200
    )
    ids: str | None = Field(
        None,
        description=f"These examples: at most {MOST_IDS} ids, with commas between them.",
        pattern=r"^[0-9]{1,18}(,[0-9]{1,18})*$",
        examples=["1,2"],
    )
    order: Literal["oldest", "newest", "name", "name reversed"] = Field(
        "oldest", description="The order of the list."
    )
    after: str | None = Field(None, description="The `next` of the page before.", max_length=4000)
    limit: int = Field(100, ge=1, le=1000, description="The most examples on the page.")


class LabelsItem(BaseModel):
    """What is said of an example."""

    labels: list[str]
    not_labels: list[str]
    state: StateName


class ExampleItem(BaseModel):
    """An example."""

    id: int
    name: str
    modality: str
    sha256: str
    state: StateName
    label: str | None = Field(description="The first of its labels.")
    labels: list[str]
    not_labels: list[str]
    contradicts: list[str] = Field(description="Other labels that it was added with.")
    unsure: bool
    used: bool = Field(description="Whether it is used for training.")
    part: Literal["train", "test"] | None
    who: str = Field(description="Who labelled it last, or else added it.")
    added_at: datetime
    width: int | None
    height: int | None
    text: str | None = Field(description="The beginning of a text; null for images.")
    columns: dict[str, str] = Field(description="Its metadata.")


class ListedExamples(BaseModel):
    """A page of examples."""

    examples: list[ExampleItem]
    next: str | None = Field(description="What to send as `after` for the next page.")
    total: int = Field(description="The number of examples on all pages.")


class HistoryItem(BaseModel):
    """Something that happened to an example's labels."""

    kind: str
    description: str
    who: str
    at: datetime
    before: LabelsItem | None
    after: LabelsItem
    undone_by: str | None
    undone_at: datetime | None


class ExampleDetails(ExampleItem):
    """An example with its history, the oldest entry first."""

    history: list[HistoryItem]
