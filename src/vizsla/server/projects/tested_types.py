"""The types of tests in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from vizsla.server.projects.example_types import ExampleItem
from vizsla.testing.answer_choice import AnswerOrder, AnswerSort

__all__ = [
    "AnswerTimes",
    "CalibrationBinItem",
    "CalibrationItem",
    "CaveatItem",
    "ConfusionCell",
    "ConfusionItem",
    "EntityFigures",
    "LabelScore",
    "LabelTestItem",
    "LabelThresholds",
    "ListedAnswers",
    "NegativesItem",
    "NoneOfTheseItem",
    "ShareItem",
    "TestOverview",
    "TestedExample",
    "TestedQuery",
    "ThresholdItem",
]


class ShareItem(BaseModel):
    """A share from 0 to 1, with the 95 % interval of the true one."""

    value: float | None = Field(description="Null where there is nothing to count.")
    low: float
    high: float


class CaveatItem(BaseModel):
    """Something to keep in mind about the test, for a sentence in any language."""

    code: str = Field(
        description=(
            "`wide interval`, `few of a label`, `label never right`, `never sure`, "
            "`target missed`, `target open`, `scores too high`, `scores too low`, "
            "`calibration open`, `relabelled` (since the test), `elsewhere` (examples that are "
            "not in the project), or of the training `overfitting`, `slight overfitting`, "
            "`repeated scenes`, `too few examples`."
        )
    )
    values: dict[str, Any] = Field(description="The numbers and names for the sentence.")


class LabelTestItem(BaseModel):
    """How well one label is predicted."""

    label: str | None = Field(description="Null for 'none of these'.")
    examples: int = Field(description="The number of tested examples with the label.")
    answered: int = Field(description="The number of answers with the label.")
    right: int = Field(description="The number of these that are right.")
    precision: ShareItem
    recall: ShareItem
    f1: ShareItem


class ConfusionCell(BaseModel):
    """How often examples of one label got one answer; null for 'none of these'."""

    truth: str | None
    answer: str | None
    count: int


class ConfusionItem(BaseModel):
    """The confusion matrix: rows are truths, columns are answers; empty cells are left out."""

    truths: list[str | None]
    answers: list[str | None]
    cells: list[ConfusionCell]


class CalibrationBinItem(BaseModel):
    """Examples with about the same score."""

    low: float
    high: float
    count: int
    score: float = Field(description="The mean score.")
    accuracy: ShareItem


class CalibrationItem(BaseModel):
    """Whether a score of 0.8 is right eight times in ten."""

    error: float = Field(description="The expected calibration error, 0 to 1.")
    by_chance: float = Field(
        description="The error that well calibrated scores stay below in 95 % of such tests."
    )
    score: float = Field(description="The mean score.")
    bins: list[CalibrationBinItem]


class ThresholdItem(BaseModel):
    """What a threshold costs: the sure answers, and the mistakes among them."""

    threshold: float | None = Field(description="Null where no answer is sure.")
    count: int = Field(description="The number of sure answers.")
    wrong: int = Field(description="The number of mistakes among them.")
    share: float = Field(description="The share of sure answers, 0 to 1.")
    precision: ShareItem


class LabelThresholds(BaseModel):
    """What each threshold of one label of a multi-label project would cost."""

    label: str
    own: float | None = Field(description="The one that training found; null where it found none.")
    advised: float | None = Field(
        description="The lowest threshold that shows the target on these examples."
    )
    thresholds: list[ThresholdItem] = Field(description="From 0 to 1 in steps of 0.01.")


class NegativesItem(BaseModel):
    """Answers to examples that have negative labels only."""

    examples: int
    wrong: int


class NoneOfTheseItem(BaseModel):
    """Answers to examples that have none of the labels."""

    examples: int
    right: int
    not_sure: int = Field(description="Those that got a label that was not sure.")


class EntityFigures(BaseModel):
    """How well an entity is found in texts in which it is marked."""

    name: str
    role: str
    right: int = Field(description="How many were found exactly as they are marked.")
    wrong: int = Field(description="How many were found that are not marked so.")
    missed: int = Field(description="How many are marked and were not found so.")
    precision: ShareItem
    recall: ShareItem


class AnswerTimes(BaseModel):
    """The seconds that an answer took; null where none was measured."""

    median: float | None
    slow: float | None = Field(description="Nineteen of twenty answers were quicker.")


class TestOverview(BaseModel):
    """The newest test of a run."""

    run: int
    multi_label: bool
    tested_on: str
    created_at: datetime | None
    unseen: bool = Field(description="Whether it is certain that it was trained on none of them.")
    labels: list[LabelTestItem]
    examples: int = Field(description="The tested examples whose labels are known.")
    correct: int
    accuracy: ShareItem
    mistakes: int
    calibrated: bool = Field(description="Whether the scores were calibrated on unseen data.")
    precision_target: float
    sure: ThresholdItem | None = Field(
        description="The sure answers as they are; null for multi-label, where each label has "
        "its own threshold."
    )
    advised_threshold: float | None = Field(
        description="The lowest threshold that shows the target on these examples."
    )
    thresholds: list[ThresholdItem] = Field(
        description="What each threshold would cost, from 0 to 1 in steps of 0.01; of multi-label "
        "all given labels are counted."
    )
    confusion: ConfusionItem | None = Field(description="Null for multi-label.")
    calibration: CalibrationItem | None = Field(description="Null for multi-label.")
    negatives: NegativesItem | None
    none_of_these: NoneOfTheseItem | None
    entities: list[EntityFigures]
    seconds: AnswerTimes
    caveats: list[CaveatItem]
    summary: list[str] = Field(description="The figures in sentences, in English.")


class TestedQuery(BaseModel):
    """Which tested examples to list; all conditions must hold."""

    model_config = ConfigDict(extra="forbid")

    sort: AnswerSort = Field("all", description="All, or those with such an answer.")
    truth: str | None = Field(
        None, max_length=200, description="Examples of this label, or `none of these`."
    )
    answer: str | None = Field(
        None, max_length=200, description="Answers that are or have this label, or `none of these`."
    )
    missed: str | None = Field(
        None, max_length=200, description="Examples of this label that did not get it."
    )
    wrong: str | None = Field(
        None, max_length=200, description="Examples that got this label and don't have it."
    )
    least_score: float = Field(0.0, ge=0, le=1, description="Answers with at least this score.")
    familiar: bool = Field(
        default=False,
        description="Leaves out examples unlike the training examples, which are sure at no "
        "threshold.",
    )
    order: AnswerOrder = Field("score", description="The highest scores first, by default.")
    after: str | None = Field(
        None, pattern=r"^[0-9]{1,9}$", description="The `next` of the page before."
    )
    limit: int = Field(60, ge=1, le=500, description="The most examples on the page.")


class LabelScore(BaseModel):
    """A label with its score; null for 'none of these'."""

    label: str | None
    score: float


class TestedExample(BaseModel):
    """A tested example, and the answer."""

    key: str = Field(description="The sha256 of its file.")
    name: str
    example: ExampleItem | None = Field(
        description="The example as it is now; null where it is not in the project."
    )
    relabelled: bool = Field(description="Whether it has other labels now than in the test.")
    truth: list[str] = Field(description="Its labels in the test; empty for 'none of these'.")
    not_labels: list[str] = Field(description="Its negative labels, where only they are known.")
    answer: list[str] = Field(description="The labels of the answer; empty for 'none of these'.")
    missed: list[str]
    wrong: list[str]
    score: float = Field(
        description="The answer's score, 0 to 1; of multi-label that of the wrong decision made "
        "with the most confidence, or else of the right one made with the least."
    )
    right: bool | None = Field(description="Null where that is not known.")
    sure: bool
    likely: bool
    novel: bool = Field(description="Whether it is unlike the training examples.")
    scores: list[LabelScore] = Field(description="The best first; at most five.")


class ListedAnswers(BaseModel):
    """A page of tested examples."""

    examples: list[TestedExample]
    next: str | None = Field(description="What to send as `after` for the next page.")
    total: int = Field(description="The number of examples on all pages.")
