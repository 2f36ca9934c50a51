"""Cross-validation of a multi-label head: predict each example with one not trained on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from vizsla.functions.multi_label_answers import HOLDS
from vizsla.training.choose_features import choose_by
from vizsla.training.cross_validation import by_fold, feature_outputs, own_outputs
from vizsla.training.feature_gain import feature_gain
from vizsla.training.label_features import ChosenFeatures
from vizsla.training.logistic_regression import log_losses, sigmoid
from vizsla.training.multi_label_decision import decide_labels
from vizsla.training.multi_label_set import HAS, NOT_KNOWN
from vizsla.training.platt_scaling import find_platt
from vizsla.training.softmax_regression import outputs
from vizsla.training.term_features import choose_weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.label_features import LabelFeatures
    from vizsla.training.multi_label_context import MultiLabelContext
    from vizsla.training.multi_label_set import MultiLabelSet

__all__ = ["MultiLabelOutOfFold", "cross_validate_labels", "exactly_right"]


@dataclass(frozen=True, slots=True, eq=False)
class MultiLabelOutOfFold:
    """Calibrated predictions, each by a head that was not trained on the example.

    Attributes:
        slopes: (labels,) by which the outputs were multiplied.
        intercepts: (labels,) that were added.
        probabilities: (examples, labels) float64; NaN for examples in no validation set.
        predicted: (examples,) the number of each answer's label, that of all labels for None; -1
            for examples in no validation set.
        scores: (examples,) float64 of these answers; NaN for examples in no validation set.
        chosen: the features that the head looks at besides the embedding.

    """

    slopes: np.ndarray
    intercepts: np.ndarray
    probabilities: np.ndarray
    predicted: np.ndarray
    scores: np.ndarray
    chosen: ChosenFeatures = field(default_factory=ChosenFeatures)

    @property
    def validated(self) -> np.ndarray:
        """The examples that are in a validation set, (examples,) bool."""
        found: np.ndarray = self.predicted >= 0
        return found


def cross_validate_labels(
    context: MultiLabelContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None],
    features: LabelFeatures | None = None,
) -> MultiLabelOutOfFold:
    """Predict the validation sets, and calibrate the predictions of each label.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        watch: a callback that gets the fold, the number of the step and the fit after it.
        features: the features that the examples have besides their embeddings.

    """
    training_set = context.training_set
    values = _outputs(context, regularisation, watch)
    validated = ~np.isnan(values[:, 0])
    chosen = ChosenFeatures()
    if features is not None and validated.any():
        chosen = _choose(context, values, validated, features)
        values[validated] += feature_outputs(context, chosen)[validated]
    slopes, intercepts = find_platt(values[validated], training_set.truth[validated])
    probabilities = np.full(values.shape, np.nan)
    probabilities[validated] = sigmoid(values[validated] * slopes + intercepts)
    if features is not None:
        features.requirements.exclude(probabilities, features.found)
    predicted, scores = np.full(len(training_set), -1), np.full(len(training_set), np.nan)
    predicted[validated], scores[validated] = decide_labels(probabilities[validated])
    return MultiLabelOutOfFold(slopes, intercepts, probabilities, predicted, scores, chosen)


def exactly_right(probabilities: np.ndarray, training_set: MultiLabelSet) -> np.ndarray:
    """Return whether exactly the labels hold that each example has, (examples,) bool.

    Args:
        probabilities: (examples, labels).
        training_set: the examples; the answer means nothing for those labelled partly.

    """
    holds, has = probabilities >= HOLDS, training_set.truth == HAS
    found: np.ndarray = (holds == has).all(axis=1)
    return found


def _choose(
    context: MultiLabelContext, values: np.ndarray, validated: np.ndarray, features: LabelFeatures
) -> ChosenFeatures:
    """Choose the features with which the log loss of out-of-fold outputs falls.

    Args:
        context: the examples and their folds.
        values: (examples, labels) the out-of-fold outputs of the embedding's head.
        validated: (examples,) bool, those in a validation set.
        features: the features.

    """
    part = context.training_set.take(validated)
    total, factor, gain = values[validated], 0.0, None
    if features.terms is not None:
        added = own_outputs(context, features.terms)[validated]
        factor = _choose_weight(total, added, part)
        if factor:
            before, total = total, total + factor * added
            once = part.one_of_each_group
            with_it, without = (_right(each, part)(each) for each in (total, before))
            gain = feature_gain(with_it[once], without[once])
    slopes, intercepts = find_platt(total, part.truth)

    def losses_of(tried: np.ndarray) -> np.ndarray:
        found: np.ndarray = log_losses(tried * slopes + intercepts, part.truth).sum(axis=1)
        return found

    measured = choose_by(
        total,
        [each.title for each in features.named],
        lambda number: own_outputs(context, features.named[number])[validated],
        part.groups,
        losses_of,
        _right(total, part),
    )
    return ChosenFeatures(features, factor, gain, measured)


def _right(values: np.ndarray, part: MultiLabelSet) -> Callable[[np.ndarray], np.ndarray]:
    """Return what tells of outputs whether all known labels are right, (examples,) bool.

    Args:
        values: (examples, labels) the outputs to calibrate by.
        part: the examples.

    """
    slopes, intercepts = find_platt(values, part.truth)

    def right_of(tried: np.ndarray) -> np.ndarray:
        holds = sigmoid(tried * slopes + intercepts) >= HOLDS
        found: np.ndarray = ((holds == (part.truth == HAS)) | (part.truth == NOT_KNOWN)).all(axis=1)
        return found

    return right_of


def _choose_weight(values: np.ndarray, added: np.ndarray, part: MultiLabelSet) -> float:
    """Return the factor of the terms' outputs that gives the least log loss, or 0."""

    def losses_of(weight: float) -> np.ndarray:
        total = values + weight * added
        slopes, intercepts = find_platt(total, part.truth)
        found: np.ndarray = log_losses(total * slopes + intercepts, part.truth).sum(axis=1)
        return found

    return choose_weight(losses_of, part.groups)


def _outputs(
    context: MultiLabelContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None],
) -> np.ndarray:
    """Return each example's outputs by the head of the fold that was not trained on it."""

    def one(fold: int) -> np.ndarray:
        training = context.folds != fold
        fitted = context.fit(training, regularisation, partial(watch, fold))
        return outputs(context.points[~training], fitted)

    return by_fold(context, one)
