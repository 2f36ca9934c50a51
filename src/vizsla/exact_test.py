"""Test whether a share of right answers is above a target: the exact binomial test."""

from __future__ import annotations

import math

__all__ = ["is_shown", "least_right", "p_value"]

CONFIDENCE = 0.95


def p_value(right: int, count: int, target: float) -> float:
    """Return the probability of so many right answers where the true share is just the target.

    Args:
        right: the number of right answers, 0 to ``count``.
        count: the number of answers.
        target: the share, 0 to 1.

    """
    if not 0 < target < 1:
        return float(target >= 1 or not right)
    # The sum over the numbers of wrong answers, from none; each term from its logarithm, because
    # the first ones are too small for a float where there are thousands of answers.
    logs = (
        math.lgamma(count + 1)
        - math.lgamma(wrong + 1)
        - math.lgamma(count - wrong + 1)
        + (count - wrong) * math.log(target)
        + wrong * math.log1p(-target)
        for wrong in range(count - right + 1)
    )
    return min(1.0, math.fsum(math.exp(each) for each in logs))


def is_shown(right: int, count: int, target: float, confidence: float = CONFIDENCE) -> bool:
    """Return whether so many right answers show that the true share is above the target."""
    return p_value(right, count, target) <= 1 - confidence + 1e-12


def least_right(target: float, confidence: float = CONFIDENCE) -> int:
    """Return the fewest answers, all right, that show it: 59 for 0.95 with confidence 0.95."""
    if not 0 < target < 1:
        return 1
    return max(1, math.ceil(math.log(1 - confidence) / math.log(target) - 1e-9))
