"""Trains a head: space -> strength -> out of fold -> calibrate -> surety -> the fit itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import TrainingDataError
from vizsla.training.calibration import find_temperature
from vizsla.training.deciding import decide
from vizsla.training.likeness import find_likeness
from vizsla.training.material import UNKNOWN
from vizsla.training.one_thread import one_thread
from vizsla.training.overtraining import Gap, Point, Recorder, by_examples, find_gap
from vizsla.training.scenes import many_views
from vizsla.training.softmax import log_probabilities, outputs
from vizsla.training.space import Space
from vizsla.training.split import deal_folds
from vizsla.training.surety import Surety, find_surety
from vizsla.training.validate import FOLDS, Ground, Tuning, choose_tuning, out_of_fold
from vizsla.training.verdict import LabelFit, Verdict, judge

if TYPE_CHECKING:
    from vizsla.training.material import Material
    from vizsla.training.progress import Teller

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
        centres: (centres, channels) int8.
        like: the greatest cosine distance from them of a sure answer.
        tuning: what it was fitted with.
        temperature: what the outputs were divided by.
        calibrated: whether there were enough predictions to calibrate on, of pictures that were
            new.
        views: whether many pictures are views of the same things, so that what was held back was
            not new, and nothing can be promised.
        surety: from which score on answers are sure.
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
    centres: np.ndarray
    like: float
    tuning: Tuning
    temperature: float
    calibrated: bool
    views: bool
    surety: Surety
    predicted: np.ndarray
    scores: np.ndarray
    out_of_fold: np.ndarray
    by_step: tuple[Point, ...]
    by_examples: tuple[Point, ...]
    gap: Gap | None
    label_fits: tuple[LabelFit, ...]
    verdict: Verdict


def train(
    material: Material,
    teller: Teller,
    *,
    target: float = 0.95,
    confidence: float = 0.95,
) -> Trained:
    """Train a head.

    The same examples, labels and options give the same numbers on one machine.

    Args:
        material: what to train on.
        teller: is told how far it is, and may stop it.
        target: the share of sure answers that must be right, 0 to 1.
        confidence: of that, 0 to 1.

    Raises:
        TrainingDataError: there is nothing to tell apart.
        MissingExtraError: scikit-learn is not installed.
        CancelledError: the user stopped it.

    """
    _check(material)
    # In order of content: neither the files' names nor the order of adding changes a bit.
    order = np.argsort(material.keys)
    with one_thread():
        trained = _train(material.take(order), teller, target, confidence)
    back = np.argsort(order)
    return _reordered(trained, back)


def _train(material: Material, teller: Teller, target: float, confidence: float) -> Trained:
    teller("finding the directions", 0, 1)
    space = Space.of(material.sums)
    points = space.project(material.sums)
    tuning = choose_tuning(
        material, space, lambda done, total: teller("choosing the penalty", done, total)
    )
    space = space.evened(tuning.evenness)
    ground = Ground(
        material, space.project(material.sums), space.lengths, deal_folds(material, FOLDS)
    )
    teller("answering what was held back", 0, 1)
    recorder = Recorder(ground)
    values = out_of_fold(ground, tuning.strength, recorder)
    held = ~np.isnan(values[:, 0])
    known = held & (material.truth != UNKNOWN)
    temperature = find_temperature(values[known], material.truth[known])
    teller("fitting", 0, 1)
    everything = np.ones(len(material), bool)
    fitted = ground.fit(everything, tuning.strength)
    weights, bias = space.unfold(fitted / temperature, material.factor)
    centres, like, distances = find_likeness(material, points, ground.folds)
    probabilities = np.full_like(values, np.nan)
    probabilities[held] = np.exp(log_probabilities(values[held] / temperature))
    predicted, scores = np.full(len(material), -1), np.full(len(material), np.nan)
    predicted[held], scores[held] = decide(probabilities[held], len(material.labels))
    first_of_group = _firsts(material.groups)
    # Of the others only mistakes are known: an answer that they are known not to be.
    refused = held & ~known & ~material.allowed[np.arange(len(material)), predicted]
    counted = (known | refused) & first_of_group
    surety = find_surety(
        scores[counted],
        predicted[counted] == material.truth[counted],
        distances[counted] <= like,
        target,
        confidence,
    )
    views = many_views(material)
    if views:
        surety = replace(surety, score=None, sure=0, right=0, more=None)
    teller("drawing the learning curve", 0, 1)
    curve = by_examples(ground, tuning.strength)
    gap = None
    if known.any():
        shown, _ = decide(
            np.exp(log_probabilities(outputs(ground.points[known], fitted))), len(material.labels)
        )
        truth = material.truth[known]
        gap = find_gap(shown == truth, predicted[known] == truth)
    by_step = recorder.points()
    if by_step:
        curve = (*curve, _last(by_step[-1], material))
    label_fits = tuple(_label_fit(material, predicted, row) for row in range(material.rows))
    label_fits = tuple(each for each in label_fits if each.examples)
    teller("done", 1, 1)
    return Trained(
        material.keys,
        material.labels,
        weights.astype(np.float32),
        bias.astype(np.float32),
        centres,
        like,
        tuning,
        temperature,
        int(counted.sum()) >= CALIBRATED and not views,
        views,
        surety,
        predicted,
        scores,
        probabilities,
        by_step,
        curve,
        gap,
        label_fits,
        judge(gap, curve, label_fits, views=views),
    )


def _check(material: Material) -> None:
    present = np.unique(material.truth[material.truth != UNKNOWN])
    if not len(present):
        raise TrainingDataError(
            "there is no positive example to train on: label some first, in a folder for each "
            "label or with p.label(example, 'hemlock')"
        )
    if not material.labels:
        raise TrainingDataError(
            f"all examples are {NONE_OF_THESE!r}: label some with what the function is to find"
        )
    if material.rows < 2:  # noqa: PLR2004 - there is nothing to tell apart
        name = material.labels[0]
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


def _last(step: Point, material: Material) -> Point:
    """Return the end of the curve by examples: what the folds' whole fits did."""
    shown = round(len(material) * (1 - 1 / FOLDS))
    return Point(
        shown,
        step.shown_accuracy,
        step.shown_loss,
        step.unshown_accuracy,
        step.unshown_loss,
        step.examples,
    )


def _label_fit(material: Material, predicted: np.ndarray, row: int) -> LabelFit:
    own = material.truth == row
    held = own & (predicted >= 0)
    name = material.labels[row] if row < len(material.labels) else NONE_OF_THESE
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
