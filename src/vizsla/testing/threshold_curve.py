"""What changes with the threshold: fewer sure answers, and more of them right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.testing.interval import Z_95, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.testing.test_result import TestResult

__all__ = ["Sure", "least_examples", "lowest_threshold", "threshold_curve"]

STEPS = 100


@dataclass(frozen=True, slots=True)
class Sure:
    """The sure answers at a threshold.

    Attributes:
        threshold: the least score of a sure answer, 0 to 1; None where no answer is sure.
        examples: of how many examples.
        count: how many answers are sure.
        right: how many of those are right.

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

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON."""
        return {
            "threshold": self.threshold,
            "examples": self.examples,
            "count": self.count,
            "right": self.right,
            "share": self.share,
            "precision": self.precision,
            "interval": list(self.interval),
        }


def threshold_curve(results: Sequence[TestResult], threshold: float | None) -> tuple[Sure, ...]:
    """Return the sure answers at each threshold from 0 to 1, in steps of 0.01.

    An answer that was not sure although its score cleared the threshold (its picture is unlike
    what the function was shown) is not sure at any; unless no answer was sure at all, when the
    scores alone count.

    Args:
        results: of examples whose truth is known, at least one.
        threshold: the one that the function was tested with; None where no answer is sure.

    """
    none_sure = threshold is None or not any(each.sure for each in results)
    least = 0.0 if threshold is None else threshold
    counted = [each for each in results if none_sure or each.sure or each.score < least]
    counted.sort(key=lambda each: each.score)
    scores = np.array([each.score for each in counted])
    # How many are right from each place on to the end.
    right = np.concatenate([np.cumsum([bool(each.right) for each in counted][::-1])[::-1], [0]])
    return tuple(
        Sure(step / STEPS, len(results), len(counted) - first, int(right[first]))
        for step in range(STEPS + 1)
        for first in (int(np.searchsorted(scores, step / STEPS)),)
    )


def lowest_threshold(curve: Sequence[Sure], target: float) -> Sure | None:
    """Return the lowest threshold whose sure answers' 95 % interval lies above the target.

    None where no threshold has enough right answers to say so.
    """
    return next((each for each in curve if each.count and each.interval[0] >= target), None)


def least_examples(target: float) -> int:
    """Return how many sure answers, all of them right, it takes to say that a share is reached."""
    return math.ceil(Z_95**2 * target / (1 - target) - 1e-9) if target < 1 else 0
