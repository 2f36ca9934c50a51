"""Chooses the features that help to predict the label, with a factor each, and measures them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.prefetch import prefetch
from vizsla.training.feature_gain import FeatureGain, feature_gain
from vizsla.training.softmax_regression import log_probabilities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MeasuredFeature", "MeasuredFeatures", "choose_by", "choose_features"]

FACTORS = (0.1, 0.2, 0.3, 0.45, 0.7, 1.0)
# Standard errors by which the log loss must fall. Of features by chance 2 to 5 in a hundred get
# through (simulated: 120 to 1,000 examples of 4 to 20 labels), as the best of the factors counts.
SURE = 2.0


@dataclass(frozen=True, slots=True)
class MeasuredFeature:
    """A feature, and what it adds in cross-validation.

    Attributes:
        title: its name, as people read it.
        factor: the factor of its outputs; 0 where it does not help, and is not used.
        gain: what it alone adds to the accuracy, without the others; of one that is not used, by
            the factor with the least log loss.

    """

    title: str
    factor: float
    gain: FeatureGain


@dataclass(frozen=True, slots=True)
class MeasuredFeatures:
    """Some features, and what they add in cross-validation.

    Attributes:
        each: what was measured of each, in their order.
        together: what those that are used add together; None where none is used.

    """

    each: tuple[MeasuredFeature, ...] = ()
    together: FeatureGain | None = None


def choose_features(
    values: np.ndarray,
    titles: Sequence[str],
    outputs_of: Callable[[int], np.ndarray],
    truth: np.ndarray,
    groups: np.ndarray,
    temperature: float,
) -> MeasuredFeatures:
    """Choose the features whose outputs make the log loss fall, the strongest first.

    Args:
        values: (examples, rows) out-of-fold outputs without the features.
        titles: the features' names.
        outputs_of: returns a feature's out-of-fold outputs, (examples, rows), by its number.
        truth: (examples,) the right rows.
        groups: (examples,) the same number for near-duplicates, which count as one.
        temperature: the number by which the outputs are divided.

    """
    numbers = np.arange(len(truth))

    def losses_of(tried: np.ndarray) -> np.ndarray:
        found: np.ndarray = -log_probabilities(tried / temperature)[numbers, truth]
        return found

    def right_of(tried: np.ndarray) -> np.ndarray:
        found: np.ndarray = tried.argmax(axis=1) == truth
        return found

    return choose_by(values, titles, outputs_of, groups, losses_of, right_of)


def choose_by(
    values: np.ndarray,
    titles: Sequence[str],
    outputs_of: Callable[[int], np.ndarray],
    groups: np.ndarray,
    losses_of: Callable[[np.ndarray], np.ndarray],
    right_of: Callable[[np.ndarray], np.ndarray],
) -> MeasuredFeatures:
    """Choose features in the same way, by any loss.

    Args:
        values: (examples, rows) out-of-fold outputs without the features.
        titles: the features' names.
        outputs_of: returns a feature's out-of-fold outputs, (examples, rows), by its number.
        groups: (examples,) the same number for near-duplicates, which count as one.
        losses_of: returns the loss of each example by its outputs, (examples,).
        right_of: returns whether each is answered rightly, (examples,) bool.

    """
    trial = _Trial(groups, losses_of, right_of)
    # The strongest alone comes first: of two that say the same, the other adds nothing then.
    alone = list(prefetch(lambda n: trial.best_factor(values, outputs_of(n)), range(len(titles))))
    order = np.argsort([-fall for _, fall in alone], kind="stable").tolist()
    factors, total = [0.0] * len(titles), values
    for number in order:
        if not alone[number][1]:
            continue
        outputs = outputs_of(number)
        factor, fall = trial.best_factor(total, outputs)
        if fall:
            factors[number], total = factor, total + factor * outputs

    def measure(number: int) -> MeasuredFeature:
        outputs = outputs_of(number)
        tried = factors[number] or trial.least_loss(values, outputs)
        gain = trial.gain(values + tried * outputs, values)
        return MeasuredFeature(titles[number], factors[number], gain)

    each = tuple(prefetch(measure, range(len(titles))))
    return MeasuredFeatures(each, trial.gain(total, values) if any(factors) else None)


class _Trial:
    """Tries outputs on examples whose labels are known."""

    def __init__(
        self,
        groups: np.ndarray,
        losses_of: Callable[[np.ndarray], np.ndarray],
        right_of: Callable[[np.ndarray], np.ndarray],
    ) -> None:
        _, self._first, self._group = np.unique(groups, return_index=True, return_inverse=True)
        self._losses = losses_of
        self._right = right_of

    def best_factor(self, values: np.ndarray, outputs: np.ndarray) -> tuple[float, float]:
        """Return the factor that gives the least log loss, and by how much the loss falls.

        Both are 0 where no factor makes it fall for sure.
        """
        if not outputs.any():
            return 0.0, 0.0
        before = self._losses(values)
        best = 0.0, 0.0
        for factor in FACTORS:
            falls = before - self._losses(values + factor * outputs)
            by_group = np.bincount(self._group, falls)
            error = float(by_group.std()) * math.sqrt(len(by_group))
            fall = float(by_group.sum())
            if fall > max(SURE * error, best[1]):
                best = factor, fall
        return best

    def least_loss(self, values: np.ndarray, outputs: np.ndarray) -> float:
        """Return the factor with the least log loss, whether or not it falls for sure."""
        return min(FACTORS, key=lambda factor: float(self._losses(values + factor * outputs).sum()))

    def gain(self, with_it: np.ndarray, without: np.ndarray) -> FeatureGain:
        """Compare the answers to one example of each group of near-duplicates."""
        return feature_gain(*(self._right(each)[self._first] for each in (with_it, without)))
