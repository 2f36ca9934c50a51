"""Choose the score threshold for confident answers, with a statistical guarantee."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.exact_test import is_shown, least_right

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["ConfidenceThreshold", "find_confidence_threshold"]

APART = 3  # each place at which a search begins has so many times the predictions of another
GROWTH = 1.2  # each step of the search takes so many times the predictions of the one before
STEPS = 1000  # thresholds have three decimals
LOWEST = 0.5  # no lower threshold: such an answer is likelier wrong than right


@dataclass(frozen=True, slots=True)
class ConfidenceThreshold:
    """The score threshold of sure answers, or of likely ones, and its guarantee.

    Attributes:
        score: the least score of a sure answer; None where there are too few examples, or too many
            mistakes, for any.
        target: the share of sure answers that is right, at least.
        confidence: the probability that this holds.
        examples: the number of out-of-fold predictions, with one of each group of near-duplicates.
        sure: the number of sure predictions.
        right: the number of sure predictions that are right.
        more: about how many more labelled examples are needed before any answer can be sure; 0
            where some are; None where the number is unknown because even the highest scores are
            wrong too often.

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

    Fixed-sequence testing (Angelopoulos, Bates, Candes, Jordan and Lei, Learn then Test, 2021): an
    exact binomial test asks of the highest scores, then of the highest and a fifth more, and so
    on, whether the share of right answers is above the target, for as long as it can show that.
    The search begins with as many predictions as could show it without a mistake, 59 for 0.95.
    The scores alone decide what is tested next.

    Where there are many predictions, one wrong label among the highest scores must not be the end:
    the search begins at other places, too, which share the risk of an error. The share of each
    grows with the number of predictions, so that one more never changes the test much: up to 177
    predictions the search begins with 59 alone, and with 72 where there are 531. A search that
    comes to the next place brings its share along (the fallback procedure: Wiens and Dmitrienko,
    Journal of Biopharmaceutical Statistics 15, 2005).

    Args:
        scores: (examples,) of out-of-fold answers, each independent of the others.
        right: (examples,) bool, whether the answer is right.
        familiar: (examples,) bool, whether the example is not novel.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.

    Returns:
        The threshold; ``more`` is 0 or None: see ``sure_forecast``.

    """
    ranked = np.sort(scores[familiar & (scores >= LOWEST)])[::-1]
    found: tuple[float, int, int] | None = None
    starts = _starts(len(ranked), target, confidence)
    carried = 0.0
    for size in _sizes(starts, len(ranked)):
        risk = carried + starts.get(size, 0.0)
        score = _least_score(ranked, size)
        sure = familiar & (scores >= score)
        counts = int(sure.sum()), int(right[sure].sum())
        if risk > 0 and is_shown(counts[1], counts[0], target, 1 - risk):
            found, carried = (score, *counts), risk
        else:
            carried = 0.0
    if found is None:
        return ConfidenceThreshold(None, target, confidence, len(scores), 0, 0, None)
    return ConfidenceThreshold(found[0], target, confidence, len(scores), *found[1:], 0)


def _starts(count: int, target: float, confidence: float) -> dict[int, float]:
    """Return the numbers of predictions with which a search begins, and the risk of each.

    They are the fewest that could show the target, all, a third of all, a ninth, and so on. From
    three times the fewest on all count, from nine times the fewest on all count in full and a third
    of all counts, too, and so on.
    """
    least = least_right(target, confidence)
    ratio = math.log(count / least, APART) if count > least else 0.0
    weights = [min(1.0, ratio - place) for place in range(1, math.ceil(ratio))]
    risk = (1 - confidence) / (1 + sum(weights))
    starts = {least_right(target, 1 - risk): risk}
    for place, weight in enumerate(weights):
        size = math.ceil(count / APART**place)
        starts[size] = starts.get(size, 0.0) + weight * risk
    return starts


def _sizes(starts: Collection[int], count: int) -> list[int]:
    """Return the numbers of predictions to test, ascending, up to all of them."""
    sizes = {each for each in starts if each <= count}
    size = min(starts)
    while size < count:
        sizes.add(size)
        size = max(size + 1, math.ceil(size * GROWTH))
    return sorted({*sizes, count}) if sizes else []


def _least_score(ranked: np.ndarray, size: int) -> float:
    """Return a threshold for so many of the highest scores, and those that round to the lowest.

    It lies just above the next lower score: the scores above a given one are independent draws,
    which the exact test needs.
    """
    last = math.floor(ranked[size - 1] * STEPS) / STEPS
    count = int((ranked >= last).sum())
    if count == len(ranked):
        return LOWEST
    return (math.floor(float(ranked[count]) * STEPS) + 1) / STEPS
