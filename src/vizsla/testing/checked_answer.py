"""One form for the results of all tests, for lists that a reader looks through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.testing.multi_label import MultiLabelReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.multi_label import MultiLabelResult
    from vizsla.testing.report import Report
    from vizsla.testing.test_result import TestResult

__all__ = ["CheckedAnswer", "checked_answers"]


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An example's labels in a test, and the answer.

    Attributes:
        key: the example's sha256.
        name: its name, for people.
        truth: its labels; empty where it has none of the labels, or is known by negative ones.
        not_labels: its negative labels, where they alone are known.
        answer: the labels of the answer; empty for none of these.
        missed: its labels that the answer has not.
        wrong: the labels of the answer that it has not.
        score: the answer's score, 0 to 1; of a multi-label answer that of the wrong decision that
            was made with the most confidence, or else of the one made with the least.
        right: whether the answer is right; None where that is not known.
        sure: whether the answer, or a label of it, is sure.
        likely: whether the answer is likely without being sure.
        novel: whether the example is unlike the training examples.
        scores: labels with their scores, the best first.

    """

    key: str
    name: str
    truth: tuple[str, ...]
    not_labels: tuple[str, ...]
    answer: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    score: float
    right: bool | None
    sure: bool
    likely: bool
    novel: bool
    scores: tuple[tuple[str | None, float], ...]


def checked_answers(report: Report | MultiLabelReport) -> tuple[CheckedAnswer, ...]:
    """Return the results of a report."""
    if isinstance(report, MultiLabelReport):
        return tuple(_of_labels(each, report.labels) for each in report.results)
    return tuple(map(_of_one, report.results))


def _of_one(result: TestResult) -> CheckedAnswer:
    truth = () if result.truth is None else (result.truth,)
    answer = () if result.answer is None else (result.answer,)
    is_mistake = result.right is False
    return CheckedAnswer(
        result.key,
        result.name,
        truth,
        result.not_labels,
        answer,
        truth if is_mistake else (),
        answer if is_mistake else (),
        result.score,
        result.right,
        result.sure,
        result.likely,
        result.novel,
        result.scores,
    )


def _of_labels(result: MultiLabelResult, labels: Sequence[str]) -> CheckedAnswer:
    scores = dict(zip(labels, result.scores, strict=True))
    held, known = set(result.held), set(labels) - set(result.unknown)
    missed = tuple(each for each in result.truth if each in known - held)
    wrong = tuple(each for each in result.held if each in known - set(result.truth))
    confidences = {each: scores[each] if each in held else 1 - scores[each] for each in labels}
    most_wrong = max((confidences[each] for each in (*missed, *wrong)), default=None)
    return CheckedAnswer(
        result.key,
        result.name,
        result.truth,
        (),
        result.held,
        missed,
        wrong,
        min(confidences.values()) if most_wrong is None else most_wrong,
        result.right,
        bool(result.sure),
        likely=False,
        novel=result.novel,
        scores=tuple(sorted(scores.items(), key=lambda each: -each[1])),
    )
