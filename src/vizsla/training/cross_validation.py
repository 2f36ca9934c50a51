"""Cross-validation: predict each example with a head that was not trained on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from vizsla.prefetch import prefetch
from vizsla.training.decision import decide
from vizsla.training.feature_gain import feature_gain
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.temperature_scaling import find_temperature
from vizsla.training.term_features import choose_term_weight
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.fit_context import FitContext
    from vizsla.training.term_features import TermCounts
    from vizsla.training.training_set import TrainingSet

__all__ = ["OutOfFold", "cross_validate", "independent_evidence"]


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Calibrated predictions, each by a head that was not trained on the example.

    Attributes:
        temperature: the number by which the outputs were divided.
        probabilities: (examples, rows) float64; NaN for examples in no validation set.
        predicted: (examples,) the row of each answer; -1 for examples in no validation set.
        scores: (examples,) float64 of these answers; NaN for examples in no validation set.
        term_weight: the factor of the terms' outputs; 0 where terms add nothing.
        term_gain: what the terms add to the accuracy; None where they add nothing.

    """

    temperature: float
    probabilities: np.ndarray
    predicted: np.ndarray
    scores: np.ndarray
    term_weight: float = 0.0
    term_gain: FeatureGain | None = None

    @property
    def validated(self) -> np.ndarray:
        """The examples that are in a validation set, (examples,) bool."""
        found: np.ndarray = self.predicted >= 0
        return found


def cross_validate(
    context: FitContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None],
    terms: TermCounts | None = None,
) -> OutOfFold:
    """Predict the validation sets, and calibrate the predictions with one temperature.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        watch: a callback that gets the fold, the number of the step and the fit after it.
        terms: the terms of the examples, where they are texts.

    """
    training_set = context.training_set
    values = _outputs(context, regularisation, watch)
    validated = ~np.isnan(values[:, 0])
    known = validated & (training_set.truth != UNKNOWN)
    weight, gain = 0.0, None
    if terms is not None and known.any():
        added = _term_outputs(context, terms)
        truth, groups = training_set.truth[known], training_set.groups[known]
        weight = choose_term_weight(values[known], added[known], truth, groups)
        before = values[known].argmax(axis=1) == truth
        values[validated] += weight * added[validated]
        if weight:
            gain = feature_gain(values[known].argmax(axis=1) == truth, before)
    temperature = find_temperature(values[known], training_set.truth[known])
    probabilities = np.full_like(values, np.nan)
    probabilities[validated] = np.exp(log_probabilities(values[validated] / temperature))
    predicted, scores = np.full(len(training_set), -1), np.full(len(training_set), np.nan)
    predicted[validated], scores[validated] = decide(
        probabilities[validated], len(training_set.labels)
    )
    return OutOfFold(temperature, probabilities, predicted, scores, weight, gain)


def independent_evidence(training_set: TrainingSet, predictions: OutOfFold) -> np.ndarray:
    """Return the examples whose predictions are independent, and known to be right or wrong.

    Args:
        training_set: the examples.
        predictions: their out-of-fold predictions.

    Returns:
        (examples,) bool: one of each group of near-duplicates.

    """
    known = predictions.validated & (training_set.truth != UNKNOWN)
    # A prediction is known to be wrong where it is one of the example's negative labels.
    allowed = training_set.allowed[np.arange(len(training_set)), predictions.predicted]
    refuted = predictions.validated & ~known & ~allowed
    evidence: np.ndarray = (known | refuted) & training_set.one_of_each_group
    return evidence


def _term_outputs(context: FitContext, terms: TermCounts) -> np.ndarray:
    """Return what each example's terms add, by the table of the fold that does not know it."""
    training_set = context.training_set
    found = np.full((len(training_set), training_set.rows), np.nan)

    def one(fold: int) -> tuple[int, np.ndarray]:
        inside = context.folds == fold
        return fold, terms.fit(~inside, training_set.truth, training_set.rows).outputs(inside)

    for fold, values in prefetch(one, context.fold_numbers):
        found[context.folds == fold] = values
    return found


def _outputs(
    context: FitContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None],
) -> np.ndarray:
    """Return each example's outputs by the head of the fold that was not trained on it.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        watch: a callback that gets the fold, the number of the step and the fit after it.

    Returns:
        (examples, rows) float64; NaN for examples in no validation set.

    """
    found = np.full((len(context.training_set), context.training_set.rows), np.nan)

    def one(fold: int) -> tuple[int, np.ndarray]:
        training = context.folds != fold
        fitted = context.fit(training, regularisation, partial(watch, fold))
        return fold, outputs(context.points[~training], fitted)

    for fold, values in prefetch(one, context.fold_numbers):
        found[context.folds == fold] = values
    return found
