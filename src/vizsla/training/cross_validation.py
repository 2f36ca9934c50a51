"""Cross-validation: predict each example with a head that was not trained on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from vizsla.prefetch import prefetch
from vizsla.training.choose_features import choose_features
from vizsla.training.decision import decide
from vizsla.training.feature_gain import feature_gain
from vizsla.training.label_features import ChosenFeatures
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.temperature_scaling import find_temperature
from vizsla.training.term_features import choose_term_weight
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.fit_context import FitContext
    from vizsla.training.label_features import LabelFeatures
    from vizsla.training.multi_label_context import MultiLabelContext
    from vizsla.training.named_feature import NamedFeature
    from vizsla.training.term_features import TermCounts
    from vizsla.training.training_set import TrainingSet

__all__ = [
    "OutOfFold",
    "by_fold",
    "cross_validate",
    "feature_outputs",
    "independent_evidence",
    "out_of_fold_outputs",
    "own_outputs",
]


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Calibrated predictions, each by a head that was not trained on the example.

    Attributes:
        temperature: the number by which the outputs were divided.
        probabilities: (examples, rows) float64; NaN for examples in no validation set.
        predicted: (examples,) the row of each answer; -1 for examples in no validation set.
        scores: (examples,) float64 of these answers; NaN for examples in no validation set.
        chosen: the features that the head looks at besides the embedding.

    """

    temperature: float
    probabilities: np.ndarray
    predicted: np.ndarray
    scores: np.ndarray
    chosen: ChosenFeatures = field(default_factory=ChosenFeatures)

    @property
    def validated(self) -> np.ndarray:
        """The examples that are in a validation set, (examples,) bool."""
        found: np.ndarray = self.predicted >= 0
        return found


def cross_validate(
    context: FitContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None],
    features: LabelFeatures | None = None,
) -> OutOfFold:
    """Predict the validation sets, and calibrate the predictions with one temperature.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        watch: a callback that gets the fold, the number of the step and the fit after it.
        features: the features that the examples have besides their embeddings.

    """
    training_set = context.training_set
    values = out_of_fold_outputs(context, regularisation, watch)
    validated = ~np.isnan(values[:, 0])
    known = validated & (training_set.truth != UNKNOWN)
    chosen = ChosenFeatures()
    if features is not None and known.any():
        chosen = _choose(context, values, known, features)
        values[validated] += feature_outputs(context, chosen)[validated]
    temperature = find_temperature(values[known], training_set.truth[known])
    probabilities = np.full_like(values, np.nan)
    probabilities[validated] = np.exp(log_probabilities(values[validated] / temperature))
    if features is not None:
        own = probabilities[validated]
        features.exclude(own, validated, np.arange(training_set.rows))
        probabilities[validated] = own
    predicted, scores = np.full(len(training_set), -1), np.full(len(training_set), np.nan)
    predicted[validated], scores[validated] = decide(
        probabilities[validated], len(training_set.labels)
    )
    return OutOfFold(temperature, probabilities, predicted, scores, chosen)


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


def _choose(
    context: FitContext, values: np.ndarray, known: np.ndarray, features: LabelFeatures
) -> ChosenFeatures:
    """Choose the features with which the log loss of out-of-fold outputs falls.

    Args:
        context: the examples and their folds.
        values: (examples, rows) the out-of-fold outputs of the embedding's head.
        known: (examples,) bool, those that are validated and whose rows are known.
        features: the features.

    """
    training_set = context.training_set
    truth, groups = training_set.truth[known], training_set.groups[known]
    once = training_set.one_of_each_group[known]
    total, factor, gain = values[known], 0.0, None
    if features.terms is not None:
        added = own_outputs(context, features.terms)[known]
        factor = choose_term_weight(total, added, truth, groups)
        if factor:
            before = total.argmax(axis=1) == truth
            total = total + factor * added
            gain = feature_gain((total.argmax(axis=1) == truth)[once], before[once])
    measured = choose_features(
        total,
        [each.title for each in features.named],
        lambda number: own_outputs(context, features.named[number])[known],
        truth,
        groups,
        find_temperature(total, truth),
    )
    return ChosenFeatures(features, factor, gain, measured)


def own_outputs(
    context: FitContext | MultiLabelContext, feature: TermCounts | NamedFeature
) -> np.ndarray:
    """Return what a feature adds to each example, as learned in the folds that do not know it."""
    training_set = context.training_set

    def one(fold: int) -> np.ndarray:
        inside = context.folds == fold
        return feature.fit(~inside, training_set.truth, training_set.rows).outputs(inside)

    return by_fold(context, one)


def feature_outputs(context: FitContext | MultiLabelContext, chosen: ChosenFeatures) -> np.ndarray:
    """Return what the chosen features add to each example, in the same way."""
    training_set = context.training_set
    rows = np.arange(training_set.rows)

    def one(fold: int) -> np.ndarray:
        inside = context.folds == fold
        return chosen.outputs(~inside, training_set.truth, inside, rows)

    return by_fold(context, one)


def by_fold(
    context: FitContext | MultiLabelContext, outputs_of: Callable[[int], np.ndarray]
) -> np.ndarray:
    """Return (examples, rows) float64 of each fold's validation set; NaN for others."""
    found = np.full((len(context.training_set), context.training_set.rows), np.nan)
    numbers = context.fold_numbers
    for fold, values in zip(numbers, prefetch(outputs_of, numbers), strict=True):
        found[context.folds == fold] = values
    return found


def out_of_fold_outputs(
    context: FitContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None] | None = None,
) -> np.ndarray:
    """Return each example's outputs by the head of the fold that was not trained on it.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        watch: a callback that gets the fold, the number of the step and the fit after it.

    Returns:
        (examples, rows) float64; NaN for examples in no validation set.

    """

    def one(fold: int) -> np.ndarray:
        training = context.folds != fold
        fitted = context.fit(training, regularisation, watch and partial(watch, fold))
        return outputs(context.points[~training], fitted)

    return by_fold(context, one)
