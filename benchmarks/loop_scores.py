"""Computes the accuracy and calibration of answers on a test set."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS = 15
CHANCE_ROUNDS = 2000
Z_95 = 1.959963984540054


def accuracy(right: Sequence[bool]) -> dict[str, float]:
    """Return the share of right answers and its 95 % interval (Wilson, 1927)."""
    total, share = len(right), sum(right) / len(right)
    middle = share + Z_95**2 / (2 * total)
    spread = Z_95 * math.sqrt(share * (1 - share) / total + Z_95**2 / (4 * total**2))
    scale = 1 + Z_95**2 / total
    return {
        "accuracy": share,
        "low": max(0.0, (middle - spread) / scale),
        "high": min(1.0, (middle + spread) / scale),
    }


def compared(ours: Sequence[bool], theirs: Sequence[bool]) -> dict[str, float]:
    """Compare two functions on the same images.

    Returns:
        The difference of the two accuracies, ours less theirs, and the probability of as large a
        difference by chance alone (McNemar's exact test, two-sided).

    """
    only_ours = sum(a and not b for a, b in zip(ours, theirs, strict=True))
    only_theirs = sum(b and not a for a, b in zip(ours, theirs, strict=True))
    total, less = only_ours + only_theirs, min(only_ours, only_theirs)
    tail = sum(math.comb(total, each) for each in range(less + 1)) / 2**total
    return {"more": (only_ours - only_theirs) / len(ours), "by_chance": min(1.0, 2 * tail)}


def calibration_error(scores: np.ndarray, right: np.ndarray) -> float:
    """Return the expected calibration error, 15 bins of equal width (Guo et al., ICML 2017)."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, scores - right, BINS)
    return float(np.abs(gaps).sum() / len(scores))


def scores(
    answered: Sequence[float], right: Sequence[bool], sure: Sequence[bool]
) -> dict[str, Any]:
    """Return the figures of scores.

    Returns:
        The expected calibration error; what it would be by chance for scores that are exactly
        right, the median and the 95 % point; the share of sure answers, and of right ones among
        them with its interval (None where none is sure).

    """
    values, truth = np.array(answered), np.array(right, float)
    rng = np.random.default_rng(0)
    draws = rng.random((CHANCE_ROUNDS, len(values))) < values
    chance = [calibration_error(values, each.astype(float)) for each in draws]
    among = [each for each, is_sure in zip(right, sure, strict=True) if is_sure]
    return {
        "examples": len(values),
        "ece": calibration_error(values, truth),
        "ece_by_chance": float(np.median(chance)),
        "ece_by_chance_95": float(np.quantile(chance, 0.95)),
        "sure": len(among) / len(values),
        "sure_right": accuracy(among) if among else None,
    }


def others(sure: Sequence[bool]) -> dict[str, float]:
    """Return the share of sure answers to images of other things: the fewer, the better."""
    found = accuracy(sure)
    return {"examples": len(sure), "sure": found["accuracy"], "high": found["high"]}
