"""The types of features in requests and responses."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "CellCount",
    "ColumnItem",
    "FeatureName",
    "FeatureOfTexts",
    "FeaturesOfProject",
    "MeasuredGain",
    "NewColumn",
    "NewPattern",
    "NewPhraseList",
    "PatternItem",
    "PhraseListItem",
]

Name = Field(min_length=1, max_length=200)


class MeasuredGain(BaseModel):
    """What a feature adds, measured in cross-validation."""

    helps: bool = Field(description="Whether it makes the scores better.")
    difference: float = Field(description="What it alone adds to the accuracy, -1 to 1.")
    low: float = Field(description="The lower end of its 95 % interval.")
    high: float = Field(description="The upper end.")
    examples: int = Field(description="The number of examples that it was measured on.")
    found: int = Field(description="In how many of them it is.")
    outdated: bool = Field(description="Whether the feature was changed since.")


class CellCount(BaseModel):
    """A cell of a column, and how many examples have it."""

    value: str
    count: int


class ColumnItem(BaseModel):
    """A column of metadata that examples have."""

    name: str
    used: bool = Field(description="Whether it is a feature.")
    examples: int = Field(description="The number of examples that have a cell in it.")
    different: int = Field(description="The number of different cells.")
    values: list[CellCount] = Field(description="The most frequent cells.")
    gain: MeasuredGain | None = Field(description="Null where it was not measured.")


class PhraseListItem(BaseModel):
    """Words and phrases that belong together."""

    name: str
    phrases: list[str]
    labels: list[str] | None = Field(description="The labels that it helps with; null for all.")
    gain: MeasuredGain | None = Field(description="Null where it was not measured.")


class PatternItem(BaseModel):
    """A pattern of sentences with one label."""

    pattern: str
    label: str
    gain: MeasuredGain | None = Field(
        description="What all patterns of its label add; null where that was not measured."
    )


class FeatureOfTexts(BaseModel):
    """An entity, or a regular expression that is a feature."""

    name: str
    how: str = Field(description="How it is found, in words.")
    gain: MeasuredGain | None = Field(description="Null where it was not measured.")


class FeaturesOfProject(BaseModel):
    """The features of a project, and the columns that might become some."""

    of_texts: bool = Field(description="Whether it may have phrase lists and patterns.")
    columns: list[ColumnItem]
    phrase_lists: list[PhraseListItem]
    patterns: list[PatternItem]
    entities: list[FeatureOfTexts]
    expressions: list[FeatureOfTexts]
    measured_at: datetime | None = Field(description="Null where nothing was measured yet.")


class NewColumn(RequestPart):
    """A column to use as a feature."""

    name: str = Name


class NewPhraseList(RequestPart):
    """A phrase list to add, or to write in place of another."""

    name: str = Name
    phrases: list[str] = Field(min_length=1, max_length=20_000)
    labels: list[str] | None = Field(
        None, description="The labels that it helps with; null for all."
    )
    instead_of: str | None = Field(None, description="The list that it takes the place of.")


class NewPattern(RequestPart):
    """A pattern to add, or to write in place of another."""

    pattern: str = Field(min_length=1, max_length=2_000)
    label: str = Name
    instead_of: str | None = Field(None, description="The pattern that it takes the place of.")


class FeatureName(RequestPart):
    """A feature to remove: its name, or the text of a pattern."""

    name: str = Field(min_length=1, max_length=2_000)
