"""Measure overfitting: the gap between the training accuracy and the validation accuracy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.decision import decide
from vizsla.training.feature_gain import paired_interval
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from vizsla.training.cross_validation import OutOfFold
    from vizsla.training.fit_context import FitContext

__all__ = ["GeneralisationGap", "generalisation_gap", "paired_gap"]


@dataclass(frozen=True, slots=True)
class GeneralisationGap:
    """The accuracy on training examples, against that on the same ones in cross-validation.

    Attributes:
        training_accuracy: the share of right answers by the head that was trained on all, 0 to 1.
        validation_accuracy: the share of right answers out of fold, 0 to 1.
        low: the lower end of the difference's 95 % interval.
        high: the upper end.
        examples: the number of examples.

    """

    training_accuracy: float
    validation_accuracy: float
    low: float
    high: float
    examples: int

    @property
    def size(self) -> float:
        """The difference of the two accuracies, -1 to 1."""
        return self.training_accuracy - self.validation_accuracy


def generalisation_gap(
    context: FitContext,
    fitted: np.ndarray,
    predictions: OutOfFold,
    added: np.ndarray | None = None,
) -> GeneralisationGap | None:
    """Return the gap of a head; None where there was no validation set.

    Args:
        context: the examples and their folds.
        fitted: (rows, components + 1), the head that was trained on all of them.
        predictions: their out-of-fold predictions.
        added: (examples, rows) what features add to the head's outputs; None for none.

    """
    training_set = context.training_set
    known = predictions.validated & (training_set.truth != UNKNOWN)
    if not known.any():
        return None
    values = outputs(context.points[known], fitted)
    if added is not None:
        values = values + added[known]
    probabilities = np.exp(log_probabilities(values))
    predictions.chosen.features.exclude(probabilities, known, np.arange(training_set.rows))
    answers, _ = decide(probabilities, len(training_set.labels))
    truth = training_set.truth[known]
    return paired_gap(answers == truth, predictions.predicted[known] == truth)


def paired_gap(training_right: np.ndarray, validation_right: np.ndarray) -> GeneralisationGap:
    """Compare the answers to the same examples in training and in cross-validation.

    Args:
        training_right: (examples,) bool, by the head that was trained on all.
        validation_right: (examples,) bool, by the heads that were not trained on the example.

    """
    count = len(training_right)
    low, high = paired_interval(training_right, validation_right)
    return GeneralisationGap(
        float(training_right.mean()) if count else 0.0,
        float(validation_right.mean()) if count else 0.0,
        low,
        high,
        count,
    )
