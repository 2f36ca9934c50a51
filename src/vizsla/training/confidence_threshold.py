"""Choose the score threshold for confident answers, with a statistical guarantee."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.special import bdtrc

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ConfidenceThreshold", "find_confidence_threshold"]

# Fixed beforehand, and not by the data: the guarantee rests on that.
SCORES: tuple[float, ...] = (
    *(0.995, 0.99, 0.98, 0.97, 0.96, 0.95, 0.93, 0.9, 0.87),
    *(0.84, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5),
)
STARTS = (0.99, 0.95, 0.8, 0.5)


@dataclass(frozen=True, slots=True)
class ConfidenceThreshold:
    """The score threshold of sure answers, and its guarantee.

    Attributes:
        score: the least score of a sure answer; None where there are too few examples, or too many
            mistakes, for any.
        target: the share of sure answers that is right, at least.
        confidence: the probability that this holds.
        examples: the number of out-of-fold predictions, with one of each group of near-duplicates.
        sure: the number of sure predictions.
        right: the number of sure predictions that are right.
        more: about how many more examples are needed before any answer can be sure; 0 where some
            are; None where the number is unknown because even the highest scores are wrong too
            often.

    """

    score: float | None
    target: float
    confidence: float
    examples: int
    sure: int
    right: int
    more: int | None

    @property
    def share(self) -> float:
        """The share of predictions that are sure, 0 to 1."""
        return self.sure / self.examples if self.examples else 0.0


def find_confidence_threshold(
    scores: np.ndarray, right: np.ndarray, familiar: np.ndarray, target: float, confidence: float
) -> ConfidenceThreshold:
    """Find the least score from which on enough answers are right, with that confidence.

    Fixed-sequence testing from several starts (Angelopoulos, Bates, Candes, Jordan and Lei, Learn
    then Test, 2021): from each start the score goes down for as long as an exact binomial test
    says that the share of right answers is above the target; the starts share the confidence.

    Args:
        scores: (examples,) of out-of-fold answers, each independent of the others.
        right: (examples,) bool, whether the answer is right.
        familiar: (examples,) bool, whether the example is not novel.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.

    """
    error_rate = (1 - confidence) / len(STARTS)
    counts = {}
    for score in SCORES:
        sure = familiar & (scores >= score)
        counts[score] = int(sure.sum()), int(right[sure].sum())
    found: float | None = None
    for start in STARTS:
        for score in SCORES[SCORES.index(start) :]:
            sure_count, right_count = counts[score]
            if _p_value(right_count, sure_count, target) > error_rate:
                break
            found = score if found is None else min(found, score)
    count = len(scores)
    if found is not None:
        return ConfidenceThreshold(found, target, confidence, count, *counts[found], 0)
    more = _more_examples(counts, count, target, error_rate)
    return ConfidenceThreshold(None, target, confidence, count, 0, 0, more)


def _more_examples(
    counts: dict[float, tuple[int, int]], examples: int, target: float, error_rate: float
) -> int | None:
    """Estimate how many more examples are enough, if the new ones are like the present ones."""
    needs = []
    for sure, right in counts.values():
        wrong = (sure - right) / sure if sure else 1.0
        if sure and wrong < (1 - target) * 0.8:
            needed = _needed(wrong, target, error_rate)
            if needed:
                needs.append(math.ceil(needed * examples / sure))
    return max(1, min(needs) - examples) if needs else None


def _needed(wrong: float, target: float, error_rate: float) -> int | None:
    """Return how many sure answers, with that share of wrong ones, pass the test."""
    count = math.ceil(math.log(error_rate) / math.log(target))
    while count < 1_000_000:  # noqa: PLR2004 - more than anybody labels
        if _p_value(count - math.ceil(wrong * count), count, target) <= error_rate:
            return count
        count = math.ceil(count * 1.05)
    return None


def _p_value(right: int, count: int, target: float) -> float:
    """Return the probability of so many right answers where the true share is just the target."""
    return float(bdtrc(right - 1, count, target)) if right > 0 else 1.0
