"""From which score on an answer may be called sure, and with what right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ConfidenceThreshold", "find_confidence_threshold"]

# Fixed beforehand, and not by the data: that is what makes the confidence true.
SCORES: tuple[float, ...] = (
    *(0.995, 0.99, 0.98, 0.97, 0.96, 0.95, 0.93, 0.9, 0.87),
    *(0.84, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5),
)
STARTS = (0.99, 0.95, 0.8, 0.5)


@dataclass(frozen=True, slots=True)
class ConfidenceThreshold:
    """Where answers are sure.

    Attributes:
        score: the least score of a sure answer; None where the examples support none.
        target: the share of sure answers that is right, at least.
        confidence: of that.
        examples: the predictions that it rests on, near-duplicates counted once.
        sure: how many of them are sure.
        right: how many of those are right.
        more: about how many more examples are needed before any answer can be called sure; None
            where that is not known, because even the surest answers are wrong too often; 0 where
            some are.

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
        """The share of answers that are sure, 0 to 1."""
        return self.sure / self.examples if self.examples else 0.0


def find_confidence_threshold(
    scores: np.ndarray, right: np.ndarray, alike: np.ndarray, target: float, confidence: float
) -> ConfidenceThreshold:
    """Find the least score from which on enough answers are right, with that confidence.

    Fixed-sequence testing from several starts (Angelopoulos, Bates, Candes, Jordan and Lei, Learn
    then Test, 2021): from each start the score goes down for as long as an exact binomial test
    says that the share of right answers is above the target; the starts share the confidence.

    Args:
        scores: (examples,) of answers on examples not shown, each independent of the others.
        right: (examples,) bool.
        alike: (examples,) bool: like what was shown.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: of that, 0 to 1.

    """
    doubt = (1 - confidence) / len(STARTS)
    counts = {}
    for score in SCORES:
        sure = alike & (scores >= score)
        counts[score] = int(sure.sum()), int(right[sure].sum())
    found: float | None = None
    for start in STARTS:
        for score in SCORES[SCORES.index(start) :]:
            sure_count, right_count = counts[score]
            if _luck(right_count, sure_count, target) > doubt:
                break
            found = score if found is None else min(found, score)
    count = len(scores)
    if found is not None:
        return ConfidenceThreshold(found, target, confidence, count, *counts[found], 0)
    more = _more(counts, count, target, doubt)
    return ConfidenceThreshold(None, target, confidence, count, 0, 0, more)


def _more(
    counts: dict[float, tuple[int, int]], examples: int, target: float, doubt: float
) -> int | None:
    """Estimate how many more examples would do, if the new ones are like those that are there."""
    needs = []
    for sure, right in counts.values():
        # One more mistake than was seen, so that a few lucky ones promise nothing.
        wrong = (sure - right) / sure if sure else 1.0
        if sure and wrong < (1 - target) * 0.8:
            needed = _needed(wrong, target, doubt)
            if needed:
                needs.append(math.ceil(needed * examples / sure))
    return max(1, min(needs) - examples) if needs else None


def _needed(wrong: float, target: float, doubt: float) -> int | None:
    """Return how many sure answers, with that share of wrong ones, would pass the test."""
    count = math.ceil(math.log(doubt) / math.log(target))
    while count < 1_000_000:  # noqa: PLR2004 - more than anybody labels
        if _luck(count - math.ceil(wrong * count), count, target) <= doubt:
            return count
        count = math.ceil(count * 1.05)
    return None


def _luck(right: int, count: int, target: float) -> float:
    """Return how likely it is to be right so often where the true share is just the target."""
    from scipy.special import bdtrc  # noqa: PLC0415 - slow to import; only training needs it

    return float(bdtrc(right - 1, count, target)) if right > 0 else 1.0
