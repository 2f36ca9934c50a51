"""Measures what a feature adds to the accuracy, with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["FeatureGain", "feature_gain", "paired_interval"]


@dataclass(frozen=True, slots=True)
class FeatureGain:
    """The accuracy in cross-validation with a feature, less that without it.

    Attributes:
        difference: the difference, -1 to 1.
        low: the lower end of its 95 % interval.
        high: the upper end.
        examples: the number of examples.

    """

    difference: float
    low: float
    high: float
    examples: int


def feature_gain(with_it: np.ndarray, without: np.ndarray) -> FeatureGain:
    """Compare the answers to the same examples.

    Args:
        with_it: (examples,) bool, right with the feature.
        without: (examples,) bool, right without it.

    """
    low, high = paired_interval(with_it, without)
    difference = float(with_it.mean()) - float(without.mean()) if len(without) else 0.0
    return FeatureGain(difference, low, high, len(without))


def paired_interval(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two shares of right answers.

    The interval is that of Agresti and Min (Statistics in Medicine 24, 2005) for a difference of
    paired shares: half an example is added to each of the four cells.

    Args:
        first: (examples,) bool, right by the one.
        second: (examples,) bool, right by the other.

    """
    only_first = float((first & ~second).sum()) + 0.5
    only_second = float((~first & second).sum()) + 0.5
    total = len(first) + 2.0
    middle = (only_first - only_second) / total
    spread = 1.96 * math.sqrt(max(only_first + only_second - total * middle**2, 0)) / total
    return max(-1.0, middle - spread), min(1.0, middle + spread)
