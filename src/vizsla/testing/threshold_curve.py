"""The threshold curve: a higher threshold gives fewer sure answers, and more of them right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.exact_test import is_shown
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.json_value import JSONValue
    from vizsla.testing.test_result import TestResult

__all__ = ["STEPS", "SureAnswers", "lowest_threshold", "sure_answers_at", "threshold_curve"]

STEPS = 100


@dataclass(frozen=True, slots=True)
class SureAnswers:
    """The sure answers at a threshold.

    Attributes:
        threshold: the least score of a sure answer, 0 to 1; None where no answer is sure.
        examples: the number of examples.
        count: the number of sure answers.
        right: the number of sure answers that are right.

    """

    threshold: float | None
    examples: int
    count: int
    right: int

    @property
    def share(self) -> float:
        """The share of sure answers, 0 to 1."""
        return self.count / self.examples

    @property
    def precision(self) -> float | None:
        """The share of right ones among the sure answers, 0 to 1; None where none is sure."""
        return self.right / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the precision."""
        return wilson(self.right, self.count)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {
            "threshold": self.threshold,
            "examples": self.examples,
            "count": self.count,
            "right": self.right,
            "share": self.share,
            "precision": self.precision,
            "interval": list(self.interval),
        }


def threshold_curve(
    results: Sequence[TestResult], threshold: float | None
) -> tuple[SureAnswers, ...]:
    """Return the sure answers at each threshold from 0 to 1, in steps of 0.01.

    The answer to a novel example is not sure at any threshold. Reports of earlier versions do not
    say which examples are novel: there, an answer that is not sure although its score clears the
    function's threshold is that of a novel one.

    Args:
        results: the results of examples whose truth is known, at least one.
        threshold: the threshold of the function; None where no answer is sure.

    """
    counted = _familiar(results, threshold)
    counted.sort(key=lambda each: each.score)
    scores = np.array([each.score for each in counted])
    # The number of right answers from each position to the end.
    right = np.concatenate([np.cumsum([bool(each.right) for each in counted][::-1])[::-1], [0]])
    return tuple(
        SureAnswers(step / STEPS, len(results), len(counted) - first, int(right[first]))
        for step in range(STEPS + 1)
        for first in (int(np.searchsorted(scores, step / STEPS)),)
    )


def sure_answers_at(
    results: Sequence[TestResult], threshold: float | None, chosen: float
) -> SureAnswers:
    """Return the sure answers at one threshold.

    Args:
        results: the results of examples whose truth is known, at least one.
        threshold: the threshold of the function that was tested; None where no answer is sure.
        chosen: the threshold in its place, 0 to 1.

    """
    sure = [each for each in _familiar(results, threshold) if each.score >= chosen]
    return SureAnswers(chosen, len(results), len(sure), sum(bool(each.right) for each in sure))


def _familiar(results: Sequence[TestResult], threshold: float | None) -> list[TestResult]:
    """Return those that are not novel, so that a low threshold would make them sure."""
    none_sure = threshold is None or not any(each.sure for each in results)
    least = 0.0 if threshold is None else threshold
    return [
        each
        for each in results
        if not each.novel and (none_sure or each.sure or each.score < least)
    ]


def lowest_threshold(curve: Sequence[SureAnswers], target: float) -> SureAnswers | None:
    """Return the lowest threshold whose sure answers show that they reach the target.

    Args:
        curve: the sure answers at ascending thresholds.
        target: the share of sure answers that should be right, 0 to 1.

    Returns:
        The sure answers at that threshold; None where no threshold has enough right answers.

    """
    return next(
        (each for each in curve if each.count and is_shown(each.right, each.count, target)), None
    )
