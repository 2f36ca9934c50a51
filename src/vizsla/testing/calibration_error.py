"""The expected calibration error: whether a score of 0.8 is right eight times in ten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue

__all__ = ["CalibrationBin", "CalibrationFigures", "calibration_figures"]

BINS = 15  # as Guo et al. 2017
LEAST_IN_A_BIN = 10  # fewer bins where there are fewer than 150 examples
DRAWS = 1000  # simulations of the error by chance alone
MOST_DRAWN = 20_000_000  # examples times draws: about a second
_CHUNK = 2_000_000  # random numbers in memory at once


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Examples with about the same score.

    Attributes:
        low: the least score in the bin.
        high: the greatest score.
        count: the number of examples.
        right: the number of right answers.
        score: the mean score.

    """

    low: float
    high: float
    count: int
    right: int
    score: float

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0 to 1."""
        return self.right / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the accuracy."""
        return wilson(self.right, self.count)

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {
            "low": self.low,
            "high": self.high,
            "count": self.count,
            "right": self.right,
            "score": self.score,
            "accuracy": self.accuracy,
            "interval": list(self.interval),
        }


@dataclass(frozen=True, slots=True)
class CalibrationFigures:
    """The calibration error of scores, and the error that chance alone would give.

    Attributes:
        ece: the expected calibration error, 0 to 1: the mean distance between the bins' scores and
            accuracies, weighted by the bins' sizes.
        chance: the median error of a perfectly calibrated function with these scores.
        chance_high: the 95 % point of that error: an ``ece`` up to there is no sign of wrong
            scores.
        score: the mean score.
        accuracy: the share of right answers.
        bins: the bins, from the lowest scores to the highest.

    """

    ece: float
    chance: float
    chance_high: float
    score: float
    accuracy: float
    bins: tuple[CalibrationBin, ...]

    @property
    def within_chance(self) -> bool:
        """Whether the error is no more than chance alone would give."""
        return self.ece <= self.chance_high

    def to_dict(self) -> dict[str, JSONValue]:
        """Return the figures as a value for JSON."""
        return {
            "ece": self.ece,
            "ece_by_chance": {"median": self.chance, "high": self.chance_high},
            "score": self.score,
            "accuracy": self.accuracy,
            "bins": [each.to_dict() for each in self.bins],
        }


def calibration_figures(
    scores: np.ndarray, right: np.ndarray, *, seed: int = 0
) -> CalibrationFigures:
    """Measure the expected calibration error (Naeini et al. 2015; Guo et al. 2017).

    The 15 bins have equally many examples rather than equal width: most scores lie near 1, and
    bins of equal width would leave all but the last few nearly empty (Nixon et al. 2019, 'adaptive
    calibration error'). Equal scores share a bin, so that the examples' order makes no difference.
    Even a perfectly calibrated function's error is above 0 when measured on finitely many
    examples. That error is simulated: answers are right with the probability of their scores.

    Args:
        scores: (n,) the answers' scores, 0 to 1; n at least 1.
        right: (n,) bool, whether each answer is right.
        seed: the seed of the simulation.

    """
    order = np.lexsort((right, scores))  # sums and draws must not depend on the given order
    scores, right = scores[order], right[order]
    numbers = _bins(scores)
    count = np.bincount(numbers)
    score = np.bincount(numbers, scores)
    hits = np.bincount(numbers, right)
    low, high = np.full(len(count), np.inf), np.zeros(len(count))
    np.minimum.at(low, numbers, scores)
    np.maximum.at(high, numbers, scores)
    by_chance = _chance(scores, numbers, score, seed)
    return CalibrationFigures(
        float(np.abs(score - hits).sum() / len(scores)),
        float(np.median(by_chance)),
        float(np.quantile(by_chance, 0.95)),
        float(scores.mean()),
        float(right.mean()),
        tuple(
            CalibrationBin(
                float(least), float(most), int(examples), int(correct), float(total / examples)
            )
            for least, most, examples, correct, total in zip(
                low, high, count, hits, score, strict=True
            )
        ),
    )


def _bins(scores: np.ndarray) -> np.ndarray:
    bins = min(BINS, max(1, len(scores) // LEAST_IN_A_BIN))
    edges = np.quantile(scores, np.arange(1, bins) / bins, method="lower")
    # Where many scores are the same, some bins are empty: number the others without gaps.
    numbers: np.ndarray = np.unique(np.searchsorted(edges, scores), return_inverse=True)[1]
    return numbers.reshape(-1)


def _chance(scores: np.ndarray, numbers: np.ndarray, sums: np.ndarray, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    draws = max(200, min(DRAWS, MOST_DRAWN // len(scores)))
    starts = np.searchsorted(numbers, np.arange(len(sums)))  # scores ascend, and so do numbers
    found = np.empty(draws)
    step = max(1, _CHUNK // len(scores))
    for first in range(0, draws, step):
        size = min(step, draws - first)
        hits = rng.random((size, len(scores)), np.float32) < scores
        inside = np.add.reduceat(hits, starts, axis=1, dtype=np.int64)
        found[first : first + size] = np.abs(inside - sums).sum(axis=1) / len(scores)
    return found
