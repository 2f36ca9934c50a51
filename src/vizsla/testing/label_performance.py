"""Each label's precision, recall and average precision, where answers count from a score on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.testing.multi_label import MultiLabelReport
from vizsla.testing.test_result import NONE_OF_THESE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.testing.report import Report

__all__ = ["LabelPerformance", "ScoredExample", "label_performance", "scored_examples"]


@dataclass(frozen=True, slots=True)
class ScoredExample:
    """An example of a test.

    Attributes:
        key: its sha256.
        labels: the labels that it has; ``none of these`` is one.
        scores: the score of each label that the function gave one, 0 to 1.

    """

    key: str
    labels: tuple[str, ...]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LabelPerformance:
    """How well a label is found, or all of them together.

    Attributes:
        precision: the share of right ones among the answers with the label, 0 to 1; 0 for none.
        recall: the share of the label's examples that got it, 0 to 1; 0 for none.
        average_precision: the mean over the label's examples of the precision at each one's score.

    """

    precision: float
    recall: float
    average_precision: float


def scored_examples(report: Report | MultiLabelReport) -> list[ScoredExample]:
    """Return the examples of a report whose truth is known."""
    if isinstance(report, MultiLabelReport):
        return [
            ScoredExample(
                each.key,
                each.truth or (NONE_OF_THESE,),
                {
                    **dict(zip(report.labels, each.scores, strict=True)),
                    NONE_OF_THESE: math.prod(1 - score for score in each.scores),
                },
            )
            for each in report.results
            if not each.unknown
        ]
    return [
        ScoredExample(
            each.key,
            (NONE_OF_THESE if each.truth is None else each.truth,),
            {**dict(each.scores), each.answer or NONE_OF_THESE: each.score},
        )
        for each in report.results
        if each.truth_known
    ]


def label_performance(
    examples: Sequence[ScoredExample],
    labels: Sequence[str],
    threshold: float,
    *,
    several: bool,
) -> tuple[dict[str, LabelPerformance], LabelPerformance]:
    """Return each label's performance, and that of all together.

    Args:
        examples: the examples.
        labels: the labels.
        threshold: the least score with which an answer counts, 0 to 1.
        several: whether an answer may have several labels, or the best one alone.

    """
    found, answered, right, present = {}, 0, 0, 0
    for label in labels:
        own = [(_score(each, label, several=several), label in each.labels) for each in examples]
        given = [truth for score, truth in own if score is not None and score >= threshold]
        having = sum(truth for _, truth in own)
        found[label] = LabelPerformance(
            sum(given) / len(given) if given else 0.0,
            sum(given) / having if having else 0.0,
            _average_precision(
                [(each.scores.get(label, 0.0), label in each.labels) for each in examples]
            ),
        )
        answered, right, present = answered + len(given), right + sum(given), present + having
    tested = [found[each] for each in labels if any(each in one.labels for one in examples)]
    return found, LabelPerformance(
        right / answered if answered else 0.0,
        right / present if present else 0.0,
        sum(each.average_precision for each in tested) / len(tested) if tested else 0.0,
    )


def _score(example: ScoredExample, label: str, *, several: bool) -> float | None:
    """Return the score with which a label is an example's answer; None where it is not."""
    score = example.scores.get(label)
    if score is None or several or score == max(example.scores.values()):
        return score
    return None


def _average_precision(scored: list[tuple[float, bool]]) -> float:
    """Return the mean precision at the positives; equal scores count as one step."""
    positives = sum(truth for _, truth in scored)
    total, right, seen = 0.0, 0, 0
    for score in sorted({each for each, _ in scored}, reverse=True):
        step = [truth for each, truth in scored if each == score]
        right, seen = right + sum(step), seen + len(step)
        total += sum(step) * right / seen
    return total / positives if positives else 0.0
