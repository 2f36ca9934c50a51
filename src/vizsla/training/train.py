"""Trains a head: space -> strength -> out of fold -> calibrate -> surety -> the fit itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import TrainingDataError
from vizsla.training.confidence_threshold import ConfidenceThreshold, find_confidence_threshold
from vizsla.training.cross_validation import FOLDS, FitContext, Tuning, choose_tuning, out_of_fold
from vizsla.training.data_split import deal_folds
from vizsla.training.decision import decide
from vizsla.training.novelty import find_novelty
from vizsla.training.one_thread import one_thread
from vizsla.training.overfitting import Gap, Point, Recorder, by_examples, find_gap
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.scenes import has_repeated_scenes
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.temperature_scaling import find_temperature
from vizsla.training.training_set import UNKNOWN
from vizsla.training.training_verdict import LabelFit, Verdict, judge

if TYPE_CHECKING:
    from vizsla.progress import ProgressReporter
    from vizsla.training.training_set import TrainingSet

__all__ = ["NONE_OF_THESE", "Trained", "train"]

CALIBRATED = 50  # predictions out of fold from which on scores count as calibrated


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A head, and all that out-of-fold predictions say of it.

    Attributes:
        keys: the sha256 of the examples that it was trained on, in the order of what is told of
            each.
        labels: the labels' names, in order.
        weights: (rows, channels) float32, for embeddings, the temperature in them.
        bias: (rows,) float32.
        prototypes: (centres, channels) int8.
        novelty_limit: the greatest cosine distance from them of a sure answer.
        tuning: what it was fitted with.
        temperature: what the outputs were divided by.
        calibrated: whether there were enough predictions to calibrate on, of pictures that were
            new.
        repeated_scenes: whether many examples show the same scenes, so that the validation sets
            held nothing new and nothing can be promised.
        confidence_threshold: from which score on answers are sure.
        predicted: (examples,) the row that each example was answered with while it was held back;
            -1 where it never was.
        scores: (examples,) float64 of these answers; NaN where there is none.
        out_of_fold: (examples, rows) float64 probabilities; NaN where there are none.
        by_step: accuracy and loss by the fit's steps.
        by_examples: the same by the number of examples.
        gap: between what it was shown and what it was not; None where nothing could be held back.
        label_fits: how each label does.
        verdict: what that means, in words.

    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    prototypes: np.ndarray
    novelty_limit: float
    tuning: Tuning
    temperature: float
    calibrated: bool
    repeated_scenes: bool
    confidence_threshold: ConfidenceThreshold
    predicted: np.ndarray
    scores: np.ndarray
    out_of_fold: np.ndarray
    by_step: tuple[Point, ...]
    by_examples: tuple[Point, ...]
    gap: Gap | None
    label_fits: tuple[LabelFit, ...]
    verdict: Verdict


def train(
    training_set: TrainingSet,
    reporter: ProgressReporter,
    *,
    target: float = 0.95,
    confidence: float = 0.95,
) -> Trained:
    """Train a head.

    The same examples, labels and options give the same numbers on one machine.

    Args:
        training_set: what to train on.
        reporter: is told how far it is, and may stop it.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: of that, 0 to 1.

    Raises:
        TrainingDataError: there is nothing to tell apart.
        MissingExtraError: scikit-learn is not installed.
        CancelledError: the user stopped it.

    """
    _check(training_set)
    # In order of content: neither the files' names nor the order of adding changes a bit.
    order = np.argsort(training_set.keys)
    with one_thread():
        trained = _train(training_set.take(order), reporter, target, confidence)
    back = np.argsort(order)
    return _reordered(trained, back)


def _train(
    training_set: TrainingSet, reporter: ProgressReporter, target: float, confidence: float
) -> Trained:
    reporter("finding the directions", 0, 1)
    components = PrincipalComponents.of(training_set.sums)
    points = components.project(training_set.sums)
    tuning = choose_tuning(
        training_set, components, lambda done, total: reporter("choosing the penalty", done, total)
    )
    components = components.whitened(tuning.whitening)
    context = FitContext(
        training_set,
        components.project(training_set.sums),
        components.lengths,
        deal_folds(training_set, FOLDS),
    )
    reporter("answering what was held back", 0, 1)
    recorder = Recorder(context)
    values = out_of_fold(context, tuning.regularisation, recorder)
    held = ~np.isnan(values[:, 0])
    known = held & (training_set.truth != UNKNOWN)
    temperature = find_temperature(values[known], training_set.truth[known])
    reporter("fitting", 0, 1)
    everything = np.ones(len(training_set), bool)
    fitted = context.fit(everything, tuning.regularisation)
    weights, bias = components.unfold(fitted / temperature, training_set.factor)
    prototypes, novelty_limit, distances = find_novelty(training_set, points, context.folds)
    probabilities = np.full_like(values, np.nan)
    probabilities[held] = np.exp(log_probabilities(values[held] / temperature))
    predicted, scores = np.full(len(training_set), -1), np.full(len(training_set), np.nan)
    predicted[held], scores[held] = decide(probabilities[held], len(training_set.labels))
    first_of_group = _firsts(training_set.groups)
    # Of the others only mistakes are known: an answer that they are known not to be.
    refused = held & ~known & ~training_set.allowed[np.arange(len(training_set)), predicted]
    counted = (known | refused) & first_of_group
    confidence_threshold = find_confidence_threshold(
        scores[counted],
        predicted[counted] == training_set.truth[counted],
        distances[counted] <= novelty_limit,
        target,
        confidence,
    )
    repeated_scenes = has_repeated_scenes(training_set)
    if repeated_scenes:
        confidence_threshold = replace(confidence_threshold, score=None, sure=0, right=0, more=None)
    reporter("drawing the learning curve", 0, 1)
    curve = by_examples(context, tuning.regularisation)
    gap = None
    if known.any():
        shown, _ = decide(
            np.exp(log_probabilities(outputs(context.points[known], fitted))),
            len(training_set.labels),
        )
        truth = training_set.truth[known]
        gap = find_gap(shown == truth, predicted[known] == truth)
    by_step = recorder.points()
    if by_step:
        curve = (*curve, _last(by_step[-1], training_set))
    label_fits = tuple(_label_fit(training_set, predicted, row) for row in range(training_set.rows))
    label_fits = tuple(each for each in label_fits if each.examples)
    reporter("done", 1, 1)
    return Trained(
        training_set.keys,
        training_set.labels,
        weights.astype(np.float32),
        bias.astype(np.float32),
        prototypes,
        novelty_limit,
        tuning,
        temperature,
        int(counted.sum()) >= CALIBRATED and not repeated_scenes,
        repeated_scenes,
        confidence_threshold,
        predicted,
        scores,
        probabilities,
        by_step,
        curve,
        gap,
        label_fits,
        judge(gap, curve, label_fits, repeated_scenes=repeated_scenes),
    )


def _check(training_set: TrainingSet) -> None:
    present = np.unique(training_set.truth[training_set.truth != UNKNOWN])
    if not len(present):
        raise TrainingDataError(
            "there is no positive example to train on: label some first, in a folder for each "
            "label or with p.label(example, 'hemlock')"
        )
    if not training_set.labels:
        raise TrainingDataError(
            f"all examples are {NONE_OF_THESE!r}: label some with what the function is to find"
        )
    if training_set.rows < 2:  # noqa: PLR2004 - there is nothing to tell apart
        name = training_set.labels[0]
        raise TrainingDataError(
            f"there is only one label, {name!r}, and nothing to tell it apart from: add examples "
            f"of something else, negative examples (p.label(example, {name!r}, positive=False)) "
            f"or examples of {NONE_OF_THESE!r}"
        )


def _firsts(groups: np.ndarray) -> np.ndarray:
    """Mark one of each group of near-duplicates: their answers are one piece of evidence."""
    marked = np.zeros(len(groups), bool)
    marked[np.unique(groups, return_index=True)[1]] = True
    return marked


def _last(step: Point, training_set: TrainingSet) -> Point:
    """Return the end of the curve by examples: what the folds' whole fits did."""
    shown = round(len(training_set) * (1 - 1 / FOLDS))
    return Point(
        shown,
        step.shown_accuracy,
        step.shown_loss,
        step.unshown_accuracy,
        step.unshown_loss,
        step.examples,
    )


def _label_fit(training_set: TrainingSet, predicted: np.ndarray, row: int) -> LabelFit:
    own = training_set.truth == row
    held = own & (predicted >= 0)
    name = training_set.labels[row] if row < len(training_set.labels) else NONE_OF_THESE
    found = float((predicted[held] == row).mean()) if held.any() else None
    return LabelFit(name, int(own.sum()), found)


def _reordered(trained: Trained, back: np.ndarray) -> Trained:
    return replace(
        trained,
        keys=tuple(trained.keys[n] for n in back),
        predicted=trained.predicted[back],
        scores=trained.scores[back],
        out_of_fold=trained.out_of_fold[back],
    )
