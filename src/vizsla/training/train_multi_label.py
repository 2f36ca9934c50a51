"""Train a multi-label head: components -> cross-validation -> fit -> thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.errors import TrainingDataError
from vizsla.functions.multi_label_answers import HOLDS
from vizsla.training.cross_validate_labels import (
    cross_validate_labels,
    exactly_right,
)
from vizsla.training.diagnosis import MULTI_LABEL_WORDS, diagnose
from vizsla.training.everyday import EVERYDAY, EVERYDAY_TEXTS
from vizsla.training.hyperparameters import (
    FOLDS,
    MOST_EXAMPLES,
    folds_for,
    search_hyperparameters,
)
from vizsla.training.input_novelty import find_input_novelty
from vizsla.training.label_features import label_features
from vizsla.training.label_promises import label_promises
from vizsla.training.label_recall import LabelRecall
from vizsla.training.learning_curves import TrainingCurveRecorder, learning_curve
from vizsla.training.logistic_regression import sigmoid
from vizsla.training.multi_label_context import MultiLabelContext
from vizsla.training.multi_label_decision import decide_labels
from vizsla.training.multi_label_set import HAS, HAS_NOT
from vizsla.training.multi_label_split import deal_multi_label_folds
from vizsla.training.one_thread import one_thread
from vizsla.training.overfitting import paired_gap
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.promised_thresholds import LIKELY, find_thresholds
from vizsla.training.repeated_scenes import repeats_scenes
from vizsla.training.softmax_regression import outputs
from vizsla.training.strangers import count_strangers, stranger_outputs
from vizsla.training.trained_head import TrainedHead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.features.feature_set import FeatureSet
    from vizsla.functions.feature_values import FeatureValues
    from vizsla.progress import ProgressReporter
    from vizsla.training.cross_validate_labels import MultiLabelOutOfFold
    from vizsla.training.hyperparameters import Hyperparameters
    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.multi_label_set import MultiLabelSet
    from vizsla.training.overfitting import GeneralisationGap

__all__ = ["check_labelled_examples", "train_multi_label"]


def train_multi_label(
    training_set: MultiLabelSet,
    reporter: ProgressReporter,
    *,
    target: float = 0.95,
    confidence: float = 0.95,
    training_share: float = 1.0,
    strangers: np.ndarray | None = None,
    stranger_features: Sequence[FeatureValues] | None = None,
    limited: Mapping[str, Sequence[str]] | None = None,
    columns: Sequence[str] = (),
    required: FeatureSet | None = None,
    on_curve: Callable[[tuple[CurvePoint, ...]], None] | None = None,
) -> TrainedHead:
    """Train a head whose answers may have several labels; arguments and errors as for ``train``."""
    check_labelled_examples(training_set)
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
            required,
            on_curve,
        )
    return head.reorder(np.argsort(order))


def _train(
    training_set: MultiLabelSet,
    reporter: ProgressReporter,
    target: float,
    confidence: float,
    training_share: float,
    strangers: np.ndarray | None,
    stranger_features: Sequence[FeatureValues] | None,
    limited: Mapping[str, Sequence[str]],
    columns: Sequence[str],
    required: FeatureSet | None,
    on_curve: Callable[[tuple[CurvePoint, ...]], None] | None,
) -> TrainedHead:
    labels = len(training_set.labels)
    reporter.report("computing principal components", 0, 1)
    components = PrincipalComponents.fit(training_set.embeddings)
    points = components.project(training_set.embeddings)
    hyperparameters = _choose_hyperparameters(training_set, components, reporter)
    components = components.whitened(hyperparameters.whitening)
    regularisation = hyperparameters.regularisation
    context = MultiLabelContext(
        training_set,
        components.project(training_set.embeddings),
        components.eigenvalues,
        deal_multi_label_folds(training_set, FOLDS),
    )
    reporter.report("cross-validating", 0, 1)
    recorder = TrainingCurveRecorder(context, on_curve)
    features = label_features(training_set, limited, columns, required)
    predictions = cross_validate_labels(context, regularisation, recorder, features)
    chosen = predictions.chosen
    reporter.report("fitting", 0, 1)
    everything = np.ones(len(training_set), bool)
    fitted = context.fit(everything, regularisation)
    slopes, intercepts = predictions.slopes, predictions.intercepts
    weights, bias = components.unfold(fitted * slopes[:, None], training_set.scale)
    bias = bias + intercepts
    rows = np.arange(labels)
    values = outputs(context.points, fitted).astype(np.float64)
    values += chosen.outputs(everything, training_set.truth, everything, rows)
    tables = chosen.tables(training_set.truth, labels, 1 / slopes)
    right, known = training_set.is_right(predictions.predicted)
    novelty = find_input_novelty(training_set, points, context.folds, right, predictions.scores)
    familiar = novelty.are_familiar(np.where(predictions.validated, 0, -1), predictions.scores)
    evidence = known & training_set.one_of_each_group
    repeated_scenes = repeats_scenes(
        training_set.embeddings,
        [has == HAS for has in training_set.truth.T],
        training_set.one_of_each_group,
    )
    sure, likely = (
        find_thresholds(
            predictions.scores[evidence],
            right[evidence],
            familiar[evidence],
            share,
            confidence,
            len(training_set) / training_share,
            repeated_scenes=repeated_scenes,
        )
        for share in (target, min(target, LIKELY))
    )
    promises = label_promises(
        training_set,
        predictions,
        familiar,
        target,
        confidence,
        training_share,
        repeated_scenes=repeated_scenes,
    )
    far = None
    if strangers is not None:
        more = None if stranger_features is None else tables.outputs(stranger_features)
        strangers, unknown, new = stranger_outputs(training_set, weights, bias, strangers, more)
        unlikely = sigmoid(unknown)
        if stranger_features is not None:
            asked = [stranger_features[n].by_rule for n in np.flatnonzero(new).tolist()]
            features.requirements.exclude(unlikely, asked)
        answers, scores = decide_labels(unlikely)
        is_familiar = novelty.are_near(strangers, np.where(answers < labels, 0, -1), scores)
        far = count_strangers(is_familiar, scores, sure.score)
    reporter.report("computing the learning curve", 0, 1)
    curve = learning_curve(
        context,
        regularisation,
        recorder.fits,
        lambda which: chosen.outputs(which, training_set.truth, everything, rows),
    )
    again = sigmoid(values * slopes + intercepts)
    features.requirements.exclude(again, features.found)
    gap = _gap(training_set, again, predictions)
    recalls = _recalls(training_set, predictions)
    diagnosis = diagnose(
        gap, curve, recalls, repeated_scenes=repeated_scenes, words=MULTI_LABEL_WORDS
    )
    reporter.report("done", 1, 1)
    return TrainedHead(
        keys=training_set.keys,
        labels=training_set.labels,
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
        prototypes=novelty.prototypes,
        prototype_counts=None,
        usual_distances=None,
        score_weight=novelty.score_weight,
        novelty_limit=novelty.limit,
        near_strangers=None,
        far_strangers=far,
        far_name=EVERYDAY if training_set.words is None else EVERYDAY_TEXTS,
        hyperparameters=hyperparameters,
        temperature=1.0,
        calibrated=all(each.enough for each in promises),
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
        term_gain=chosen.term_gain,
        weights_by_name=tables.weights,
        columns=tables.columns,
        measured_features=chosen.measured,
        label_promises=promises,
        label_scores=predictions.probabilities,
    )


def _choose_hyperparameters(
    training_set: MultiLabelSet, components: PrincipalComponents, reporter: ProgressReporter
) -> Hyperparameters:
    part = training_set.take(np.arange(min(len(training_set), MOST_EXAMPLES)))
    folds = deal_multi_label_folds(part, folds_for(len(part)))
    share = len(part) / len(training_set)

    def context_of(whitened: PrincipalComponents) -> MultiLabelContext:
        points = whitened.project(part.embeddings)
        return MultiLabelContext(part, points, whitened.eigenvalues * share, folds)

    return search_hyperparameters(
        components,
        folds,
        context_of,
        lambda done, total: reporter.report("choosing the regularisation", done, total),
    )


def _gap(
    training_set: MultiLabelSet, probabilities: np.ndarray, predictions: MultiLabelOutOfFold
) -> GeneralisationGap | None:
    """Return the gap between training and validation, in examples with exactly their labels."""
    known = predictions.validated & training_set.complete
    if not known.any():
        return None
    part = training_set.take(known)
    return paired_gap(
        exactly_right(probabilities[known], part),
        exactly_right(predictions.probabilities[known], part),
    )


def _recalls(
    training_set: MultiLabelSet, predictions: MultiLabelOutOfFold
) -> tuple[LabelRecall, ...]:
    found = []
    for row, name in enumerate(training_set.labels):
        has = training_set.truth[:, row] == HAS
        validated = predictions.probabilities[has & predictions.validated, row]
        recall = float((validated >= HOLDS).mean()) if len(validated) else None
        found.append(LabelRecall(name, int(has.sum()), recall))
    return tuple(found)


def check_labelled_examples(training_set: MultiLabelSet) -> None:
    """Refuse a training set that nothing can be learned from.

    Raises:
        TrainingDataError: it is one.

    """
    truth = training_set.truth
    if not (truth == HAS).any():
        raise TrainingDataError(
            "there is no positive example to train on: label some examples first"
        )
    alone = ~(truth == HAS_NOT).any(axis=0)
    if alone.any():
        name = training_set.labels[int(alone.argmax())]
        raise TrainingDataError(
            f"every example has the label {name!r}, so there is nothing to tell it apart from: add "
            f"examples without it, or remove the label"
        )
