"""The result of a training: the head, its out-of-fold predictions and its figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vizsla.training.choose_features import MeasuredFeatures
from vizsla.training.everyday import EVERYDAY
from vizsla.training.label_features import FeatureTables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from vizsla.bundle.column_entry import ColumnEntry
    from vizsla.bundle.term_table import TermTable
    from vizsla.bundle.weight_table import WeightTable
    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.diagnosis import Diagnosis
    from vizsla.training.feature_gain import FeatureGain
    from vizsla.training.hyperparameters import Hyperparameters
    from vizsla.training.label_promises import LabelPromise
    from vizsla.training.label_recall import LabelRecall
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.overfitting import GeneralisationGap
    from vizsla.training.strangers import Strangers

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
        prototype_counts: (rows,) the number of each row's prototypes; None in heads of version
            0.1, which compare with all.
        usual_distances: (rows,) float32, see ``vizsla.bundle.prototypes``; None in these heads.
        score_weight: how much a high score makes up for distance.
        novelty_limit: the greatest novelty of a sure answer (see ``vizsla.functions.novelty``).
        near_strangers: examples of each label in turn, asked of a head that does not know it; None
            where there are too few labels.
        far_strangers: inputs of quite another kind; None where none were tried.
        far_name: these inputs, in words.
        hyperparameters: the hyperparameters of the fit.
        temperature: the number by which the outputs were divided.
        calibrated: whether there were enough predictions to calibrate on, of new examples.
        repeated_scenes: whether many examples show the same scenes, so that the validation sets
            held nothing new and nothing can be promised.
        confidence_threshold: the least score of a sure answer, and its guarantee.
        likely_threshold: the least score of a likely answer, and its weaker guarantee.
        predicted: (examples,) the row of each out-of-fold answer; -1 where there is none.
        scores: (examples,) float64 of these answers; NaN where there is none.
        training_curve: accuracy and loss by the fit's steps.
        learning_curve: accuracy and loss by the number of examples.
        gap: the gap between training and validation; None where there was no validation set.
        label_recalls: the labels' recalls in cross-validation.
        diagnosis: whether the model overfits, and which examples would help.
        features: the files of the compiled features, by name; empty where there are none.
        terms: the words and runs of letters that the head looks at besides the embedding; None
            where they add nothing.
        term_gain: what they add to the accuracy in cross-validation.
        name_gain: what the labels' names add to it, as examples; None where they don't count.
        weights_by_name: the weights of other features; None where there are no columns, and none of
            the others adds anything.
        columns: the columns of metadata that the head may look at.
        measured_features: what they add to the accuracy in cross-validation.
        label_promises: of a multi-label head, what cross-validation shows of each label; empty for
            heads whose answers have one label.
        label_scores: (examples, rows) float64 of a multi-label head, the out-of-fold scores of each
            row; NaN where there is none.

    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    prototypes: np.ndarray
    prototype_counts: np.ndarray | None
    usual_distances: np.ndarray | None
    score_weight: float
    novelty_limit: float
    near_strangers: Strangers | None
    far_strangers: Strangers | None
    hyperparameters: Hyperparameters
    temperature: float
    calibrated: bool
    repeated_scenes: bool
    confidence_threshold: ConfidenceThreshold
    likely_threshold: ConfidenceThreshold
    predicted: np.ndarray
    scores: np.ndarray
    training_curve: tuple[CurvePoint, ...]
    learning_curve: tuple[CurvePoint, ...]
    gap: GeneralisationGap | None
    label_recalls: tuple[LabelRecall, ...]
    diagnosis: Diagnosis
    far_name: str = EVERYDAY
    features: Mapping[str, bytes] = field(default_factory=dict)
    terms: TermTable | None = None
    term_gain: FeatureGain | None = None
    name_gain: FeatureGain | None = None
    weights_by_name: WeightTable | None = None
    columns: tuple[ColumnEntry, ...] = ()
    measured_features: MeasuredFeatures = field(default_factory=MeasuredFeatures)
    label_promises: tuple[LabelPromise, ...] = ()
    label_scores: np.ndarray | None = None

    @property
    def tables(self) -> FeatureTables:
        """What the head looks at besides the embedding."""
        return FeatureTables(self.terms, self.weights_by_name, self.columns)

    def reorder(self, order: np.ndarray) -> TrainedHead:
        """Return the same head with its examples in another order, (examples,) their numbers."""
        return replace(
            self,
            keys=tuple(self.keys[n] for n in order),
            predicted=self.predicted[order],
            scores=self.scores[order],
            label_scores=None if self.label_scores is None else self.label_scores[order],
        )
