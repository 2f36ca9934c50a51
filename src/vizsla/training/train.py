"""Train a head: components -> hyperparameters -> cross-validation -> fit -> threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import TrainingDataError
from vizsla.training.cross_validation import cross_validate, independent_evidence
from vizsla.training.data_split import deal_folds
from vizsla.training.diagnosis import diagnose
from vizsla.training.everyday import EVERYDAY, EVERYDAY_TEXTS
from vizsla.training.fit_context import FitContext
from vizsla.training.fit_novelty import find_novelty
from vizsla.training.hyperparameters import FOLDS, choose_hyperparameters
from vizsla.training.label_features import label_features
from vizsla.training.label_names import choose_label_names
from vizsla.training.label_recall import label_recalls
from vizsla.training.learning_curves import TrainingCurveRecorder, learning_curve
from vizsla.training.one_thread import one_thread
from vizsla.training.overfitting import generalisation_gap
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.promised_thresholds import promised_thresholds
from vizsla.training.repeated_scenes import has_repeated_scenes
from vizsla.training.strangers import leave_labels_out, try_strangers
from vizsla.training.trained_head import TrainedHead
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.features.feature_set import FeatureSet
    from vizsla.functions.feature_values import FeatureValues
    from vizsla.progress import ProgressReporter
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.training_set import TrainingSet

__all__ = ["check_examples", "train"]

CALIBRATED = 50  # out-of-fold predictions from which on scores count as calibrated


def train(
    training_set: TrainingSet,
    reporter: ProgressReporter,
    *,
    target: float = 0.95,
    confidence: float = 0.95,
    training_share: float = 1.0,
    strangers: np.ndarray | None = None,
    stranger_features: Sequence[FeatureValues] | None = None,
    limited: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] = (),
    label_names: np.ndarray | None = None,
    required: FeatureSet | None = None,
    on_curve: Callable[[tuple[CurvePoint, ...]], None] | None = None,
) -> TrainedHead:
    """Train a head.

    The same examples, labels and options give the same numbers on one machine.

    Args:
        training_set: the examples.
        reporter: the reporter of the progress, which may stop the training.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.
        training_share: the share of newly labelled examples that is trained on, above 0; the rest
            goes to the test set.
        strangers: (inputs, dimension) embeddings of inputs of quite another kind, to try how many
            pass as one of the labels; None where there are none.
        stranger_features: what each of them has besides its embedding; None for nothing.
        limited: by the name of a rule the labels that it helps to predict; a rule that is not
            named helps with all.
        columns: the names of the columns of metadata that may help.
        label_names: (labels, dimension) the embeddings of the labels' names; None where there are
            none.
        required: the features with what labels require; None for nothing.
        on_curve: called with the training curve as far as it is known, from several threads.

    Raises:
        TrainingDataError: the examples have fewer than two labels.
        MissingExtraError: scikit-learn is not installed.
        CancelledError: the user stopped the training.

    """
    check_examples(training_set)
    # In the order of content: neither file names nor the order of adding change a bit.
    order = np.argsort(training_set.keys)
    with one_thread():
        head = _train(
            training_set.take(order),
            reporter,
            target,
            confidence,
            training_share,
            strangers,
            stranger_features,
            limited or {},
            columns,
            label_names,
            required,
            on_curve,
        )
    return head.reorder(np.argsort(order))


def _train(
    training_set: TrainingSet,
    reporter: ProgressReporter,
    target: float,
    confidence: float,
    training_share: float,
    strangers: np.ndarray | None,
    stranger_features: Sequence[FeatureValues] | None,
    limited: Mapping[str, Sequence[str]],
    columns: Sequence[str],
    label_names: np.ndarray | None,
    required: FeatureSet | None,
    on_curve: Callable[[tuple[CurvePoint, ...]], None] | None,
) -> TrainedHead:
    reporter.report("computing principal components", 0, 1)
    components = PrincipalComponents.fit(training_set.embeddings)
    points = components.project(training_set.embeddings)
    hyperparameters = choose_hyperparameters(
        training_set,
        components,
        lambda done, total: reporter.report("choosing the regularisation", done, total),
    )
    components = components.whitened(hyperparameters.whitening)
    regularisation = hyperparameters.regularisation
    context = FitContext(
        training_set,
        components.project(training_set.embeddings),
        components.eigenvalues,
        deal_folds(training_set, FOLDS),
    )
    reporter.report("cross-validating", 0, 1)
    name_gain = None
    if label_names is not None:
        names = components.project(label_names)
        context, name_gain = choose_label_names(context, names, regularisation)
    recorder = TrainingCurveRecorder(context, on_curve)
    features = label_features(training_set, limited, columns, required)
    predictions = cross_validate(context, regularisation, recorder, features)
    chosen = predictions.chosen
    reporter.report("fitting", 0, 1)
    fitted = context.fit(np.ones(len(training_set), bool), regularisation)
    weights, bias = components.unfold(fitted / predictions.temperature, training_set.scale)
    everything = np.ones(len(training_set), bool)
    rows = np.arange(training_set.rows)
    added = chosen.outputs(everything, training_set.truth, everything, rows)
    tables = chosen.tables(training_set.truth, training_set.rows, predictions.temperature)
    novelty = find_novelty(training_set, points, context.folds, predictions)
    evidence = independent_evidence(training_set, predictions)
    repeated_scenes = has_repeated_scenes(training_set)
    sure, likely = promised_thresholds(
        training_set,
        predictions,
        novelty,
        evidence,
        target,
        confidence,
        training_share,
        repeated_scenes=repeated_scenes,
    )
    reporter.report("leaving out each label", 0, 1)
    near = leave_labels_out(
        context,
        fitted,
        regularisation,
        predictions.temperature,
        novelty,
        sure.score,
        chosen,
    )
    far = None
    if strangers is not None:
        more = None if stranger_features is None else tables.outputs(stranger_features)
        far = try_strangers(
            training_set,
            weights,
            bias,
            novelty,
            sure.score,
            strangers,
            more,
            [features.requirements.excluded(each.by_rule) for each in stranger_features or ()],
        )
    reporter.report("computing the learning curve", 0, 1)
    curve = learning_curve(
        context,
        regularisation,
        recorder.fits,
        lambda which: chosen.outputs(which, training_set.truth, everything, rows),
    )
    gap = generalisation_gap(context, fitted, predictions, added)
    recalls = label_recalls(training_set, predictions)
    diagnosis = diagnose(gap, curve, recalls, repeated_scenes=repeated_scenes)
    reporter.report("done", 1, 1)
    return TrainedHead(
        keys=training_set.keys,
        labels=training_set.labels,
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        prototypes=novelty.prototypes,
        prototype_counts=novelty.counts,
        usual_distances=novelty.usual_distances,
        score_weight=novelty.score_weight,
        novelty_limit=novelty.limit,
        near_strangers=near,
        far_strangers=far,
        far_name=EVERYDAY if training_set.words is None else EVERYDAY_TEXTS,
        hyperparameters=hyperparameters,
        temperature=predictions.temperature,
        calibrated=int(evidence.sum()) >= CALIBRATED and not repeated_scenes,
        repeated_scenes=repeated_scenes,
        confidence_threshold=sure,
        likely_threshold=likely,
        predicted=predictions.predicted,
        scores=predictions.scores,
        training_curve=recorder.points(),
        learning_curve=curve,
        gap=gap,
        label_recalls=recalls,
        diagnosis=diagnosis,
        terms=tables.terms,
        name_gain=name_gain,
        term_gain=chosen.term_gain,
        weights_by_name=tables.weights,
        columns=tables.columns,
        measured_features=chosen.measured,
    )


def check_examples(training_set: TrainingSet) -> None:
    """Refuse a training set that nothing can be learned from.

    Raises:
        TrainingDataError: it is one.

    """
    present = np.unique(training_set.truth[training_set.truth != UNKNOWN])
    if not len(present):
        raise TrainingDataError(
            "there is no positive example to train on: label some examples first"
        ).because("nothing-labelled")
    if not training_set.labels:
        raise TrainingDataError(
            f"all examples are {NONE_OF_THESE!r}: label some with what the function is to find"
        ).because("all-none")
    if training_set.rows < 2:  # noqa: PLR2004 - a classifier has two answers at least
        name = training_set.labels[0]
        raise TrainingDataError(
            f"there is only one label, {name!r}, and nothing to tell it apart from: add examples "
            f"of another label, negative examples ('not {name}') or examples of {NONE_OF_THESE!r}"
        ).because("one-label", label=name)
