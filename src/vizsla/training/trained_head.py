"""The result of a training: the head, its out-of-fold predictions and its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.diagnosis import Diagnosis
    from vizsla.training.hyperparameters import Hyperparameters
    from vizsla.training.label_recall import LabelRecall
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.overfitting import GeneralisationGap

__all__ = ["TrainedHead"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TrainedHead:
    """A trained head, with the figures of its cross-validation.

    Attributes:
        keys: the sha256 of the training examples, in the order of the arrays (examples, ...).
        labels: the labels' names, in order.
        weights: (rows, dimension) float32, for the embeddings' values, with the temperature in
            them.
        bias: (rows,) float32.
        prototypes: (prototypes, dimension) int8.
        novelty_limit: the greatest cosine distance to the nearest prototype of a sure answer.
        hyperparameters: the hyperparameters of the fit.
        temperature: the number by which the outputs were divided.
        calibrated: whether there were enough predictions to calibrate on, of new examples.
        repeated_scenes: whether many examples show the same scenes, so that the validation sets
            held nothing new and nothing can be promised.
        confidence_threshold: the least score of a sure answer, and its guarantee.
        predicted: (examples,) the row of each out-of-fold answer; -1 where there is none.
        scores: (examples,) float64 of these answers; NaN where there is none.
        out_of_fold: (examples, rows) float64 probabilities; NaN where there are none.
        training_curve: accuracy and loss by the fit's steps.
        learning_curve: accuracy and loss by the number of examples.
        gap: the gap between training and validation; None where there was no validation set.
        label_recalls: the labels' recalls in cross-validation.
        diagnosis: whether the model overfits, and which examples would help.

    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    prototypes: np.ndarray
    novelty_limit: float
    hyperparameters: Hyperparameters
    temperature: float
    calibrated: bool
    repeated_scenes: bool
    confidence_threshold: ConfidenceThreshold
    predicted: np.ndarray
    scores: np.ndarray
    out_of_fold: np.ndarray
    training_curve: tuple[CurvePoint, ...]
    learning_curve: tuple[CurvePoint, ...]
    gap: GeneralisationGap | None
    label_recalls: tuple[LabelRecall, ...]
    diagnosis: Diagnosis

    def reorder(self, order: np.ndarray) -> TrainedHead:
        """Return the same head with its examples in another order, (examples,) their numbers."""
        return replace(
            self,
            keys=tuple(self.keys[n] for n in order),
            predicted=self.predicted[order],
            scores=self.scores[order],
            out_of_fold=self.out_of_fold[order],
        )
