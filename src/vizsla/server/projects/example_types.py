"""The types of examples in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from vizsla.workspace.example_filter import FILTER_STATES

__all__ = [
    "EntityItem",
    "EvidenceItem",
    "ExampleConditions",
    "ExampleDetails",
    "ExampleIds",
    "ExampleItem",
    "ExampleQuery",
    "HistoryItem",
    "LabelsItem",
    "ListedExamples",
    "StateName",
    "SuggestedLabel",
]

StateName = Literal["labelled", "unlabelled", "unsure", "skipped"]
STATE = "|".join(FILTER_STATES)
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$"
MOST_IDS = 500


class ExampleConditions(BaseModel):
    """Conditions on examples; all must hold."""

    model_config = ConfigDict(extra="forbid")

    label: str | None = Field(None, description="Examples of this label.", max_length=200)
    state: str | None = Field(
        None,
        description=(
            "Examples that are all of these, with commas between them: what people said of them "
            "(`labelled`, `unlabelled`, `unsure`, `skipped`, `contradicting`, `unused`), what the "
            "exploration found (`doubtful`, `near-duplicate`, `outlier`, `unusable`), and the "
            "unlabelled ones for which the last run has a suggestion (`suggested`), or a sure one "
            "(`sure`)."
        ),
        pattern=f"^({STATE})(,({STATE}))*$",
        examples=["unlabelled,outlier"],
    )
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
    added_from: str | None = Field(
        None,
        description="Examples that were added then or later.",
        pattern=TIME,
        examples=["2026-11-30T00:00:00Z"],
    )
    added_before: str | None = Field(
        None, description="Examples that were added before then.", pattern=TIME
    )
    near: int | None = Field(
        None,
        ge=1,
        lt=1 << 63,
        description="The 1,000 most similar to this example, itself first; its id.",
    )
    find: str | None = Field(
        None,
        description=(
            "Those that fit these words by their meaning, the best first: pictures by what the "
            "pretrained classifier sees in them."
        ),
        min_length=1,
        max_length=200,
        examples=["a bird on the water"],
    )
    finding: str | None = Field(
        None,
        description="Those that this finding is about, the strongest evidence first; its kind.",
        pattern="^[a-z-]{1,40}$",
        examples=["duplicates"],
    )
    order: Literal["oldest", "newest", "name", "name reversed"] = Field(
        "oldest", description="The order of the list, where nothing above gives one."
    )


class ExampleQuery(ExampleConditions):
    """Which examples to list, page by page."""

    after: str | None = Field(None, description="The `next` of the page before.", max_length=4000)
    limit: int = Field(100, ge=1, le=1000, description="The most examples on the page.")


class LabelsItem(BaseModel):
    """What is said of an example."""

    labels: list[str]
    not_labels: list[str]
    state: StateName


class SuggestedLabel(BaseModel):
    """A label that a run suggests; nobody has given it."""

    label: str
    labels: list[str] = Field(description="In a multi-label project all that it suggests.")
    score: float = Field(description="How likely it is to be right, 0 to 1.")
    sure: bool
    run: int = Field(description="The number of the run that suggests it.")
    version: int | None = Field(description="The newest published version of that run.")


class EvidenceItem(BaseModel):
    """Why a finding of the exploration is about an example."""

    finding: str = Field(description="The finding's kind.")
    why: str
    likely: str | None = Field(description="The more likely label.")
    beside: int | None = Field(description="The id of the example to compare it with.")
    score: float | None = Field(description="How strong it is, in the finding's own measure.")


class EntityItem(BaseModel):
    """A part of a text, and what it is."""

    start: int = Field(description="The first character's place, in Unicode code points.")
    end: int = Field(description="The place behind the last character.")
    name: str
    role: str


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
    suggestion: SuggestedLabel | None = Field(
        description="What the last run suggests for an example without a label."
    )
    evidence: list[EvidenceItem] = Field(description="What the exploration found about it.")
    entities: list[EntityItem] | None = Field(
        description="What is marked in the text; null where nobody has looked."
    )


class ListedExamples(BaseModel):
    """A page of examples."""

    examples: list[ExampleItem]
    next: str | None = Field(description="What to send as `after` for the next page.")
    total: int = Field(description="The number of examples on all pages.")


class ExampleIds(BaseModel):
    """The ids of all examples that fit, in the list's order."""

    ids: list[int]
    revision: int = Field(description="The number of the project's newest change; see changes.")


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
