"""Forecast how many more labelled examples it takes until some answers are sure."""

from __future__ import annotations

import math

import numpy as np

from vizsla.exact_test import least_right

__all__ = ["forecast_more", "rounded_up"]

# Chosen on growing sets of handwritten digits, stamps and emoji, for four forecasts in five to come
# true; docs/benchmarks/loop.md measures them on other sets.
CHANCE = 0.7  # of passing the test with so many examples
PRIOR_MISTAKES = 1.0  # expected, and made: a few predictions say little about the scores
STEP = 1.05
MOST = 10_000  # examples; a forecast of more would mean nothing


def forecast_more(
    scores: np.ndarray, right: np.ndarray, familiar: np.ndarray, target: float, confidence: float
) -> int | None:
    """Return about how many more predictions there must be until some answers are sure.

    The test that they must pass begins with the highest scores, as many as could show the target
    without a mistake. The more predictions there are, the higher are these scores; and a model that
    learned from twice as many examples makes half of the mistakes, more or less. The forecast is
    the number from which on the highest scores probably hold no mistake.

    Args:
        scores: (examples,) of out-of-fold answers.
        right: (examples,) bool, whether the answer is right.
        familiar: (examples,) bool, whether the example is not novel.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.

    Returns:
        The number, at least 1; None where it would be many thousands, or nothing was predicted.

    """
    if not familiar.any():
        return None
    count, needed = len(scores), least_right(target, confidence)
    share = max(float(familiar.mean()), 0.5)
    # The mistakes that the scores promise, the highest scores first, and how far they are off.
    promised = np.cumsum(1 - np.sort(scores[familiar])[::-1])
    made = float((~right[familiar]).sum())
    factor = (made + PRIOR_MISTAKES) / (promised[-1] + PRIOR_MISTAKES)
    tried = max(float(count), needed / share)
    while tried <= MOST:
        first = max(1, round(min(1.0, needed / (tried * share)) * len(promised)))
        mistakes = needed * factor * promised[first - 1] / first * (count / tried)
        if math.exp(-mistakes) >= CHANCE:
            return max(1, math.ceil(tried - count))
        tried *= STEP
    return None


def rounded_up(count: float) -> int:
    """Return a count as a round number that is not smaller: 54 -> 55, 131 -> 140."""
    step = 5 if count <= 100 else 10 ** (len(str(math.ceil(count))) - 2)  # noqa: PLR2004
    return math.ceil(count / step) * step
