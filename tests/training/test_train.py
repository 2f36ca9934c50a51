from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla import errors
from vizsla.progress import Progress, ProgressReporter
from vizsla.testing.calibration_error import calibration_figures
from vizsla.training.decision import decide
from vizsla.training.softmax_regression import log_probabilities
from vizsla.training.train import train
from vizsla.training.training_set import UNKNOWN, TrainingSet

from .published_check import familiar

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.training.learning_curves import CurvePoint
    from vizsla.training.trained_head import TrainedHead

    from .conftest import Make

SCALE = 0.001


def answer(
    trained: TrainedHead, embeddings: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows of the answers, their scores, and whether each answer is sure."""
    values = embeddings * SCALE @ trained.weights.T.astype(float) + trained.bias
    rows, scores = decide(np.exp(log_probabilities(values)), len(trained.labels))
    least = (
        np.inf if trained.confidence_threshold.score is None else trained.confidence_threshold.score
    )
    return rows, scores, (scores >= least) & familiar(trained, embeddings, rows, scores)


@pytest.fixture(scope="module")
def trained(training_set: Make) -> TrainedHead:
    return train(training_set(np.arange(700)), ProgressReporter())


def test_scores_are_calibrated_on_the_test_set(
    trained: TrainedHead, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    embeddings, targets = digits[0][700:], digits[1][700:]
    rows, scores, sure = answer(trained, embeddings)
    right = rows == targets
    assert len(right) > 1000
    assert right.mean() > 0.93
    assert calibration_figures(scores, right).ece <= 0.05
    assert sure.mean() > 0.5
    assert right[sure].mean() >= 0.95
    assert trained.calibrated


def test_novel_examples_get_no_sure_answers(trained: TrainedHead, other_things: np.ndarray) -> None:
    _, _, sure = answer(trained, other_things)
    assert sure.mean() <= 0.1


def test_twenty_examples_support_no_threshold_and_more_are_asked_for(training_set: Make) -> None:
    found = train(training_set(np.arange(20)), ProgressReporter())
    assert found.confidence_threshold.score is None
    assert found.confidence_threshold.more is None or found.confidence_threshold.more > 20
    assert not found.calibrated


def test_easy_examples_ask_for_as_many_more_as_the_guarantee_needs(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    zeros_and_ones = np.flatnonzero(digits[1] <= 1)[:20]
    found = train(training_set(zeros_and_ones), ProgressReporter())
    assert found.confidence_threshold.score is None
    # ln(0.05) / ln(0.95): no mistake among 59, of which a twentieth may be novel.
    assert 39 <= (found.confidence_threshold.more or 0) <= 50


def test_a_part_of_the_examples_that_are_asked_for_is_for_the_test(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    zeros_and_ones = np.flatnonzero(digits[1] <= 1)[:20]
    all_, half = (
        train(training_set(zeros_and_ones), ProgressReporter(), training_share=share)
        for share in (1.0, 0.5)
    )
    assert (half.confidence_threshold.more or 0) == pytest.approx(
        2 * (all_.confidence_threshold.more or 0), abs=10
    )


def test_most_forecasts_come_true(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    """With as many more examples as were asked for, answers are sure in most trainings."""
    true = 0
    for pair in ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9)):
        own = np.flatnonzero(np.isin(digits[1], pair))
        more = train(training_set(own[:30]), ProgressReporter()).confidence_threshold.more
        assert more is not None
        assert more > 0
        found = train(training_set(own[: 30 + more]), ProgressReporter())
        true += found.confidence_threshold.score is not None
    assert true >= 4


def test_twenty_easy_examples_are_enough_for_likely_answers(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    found = train(training_set(np.flatnonzero(digits[1] <= 1)[:20]), ProgressReporter())
    assert found.likely_threshold.score is not None
    assert found.likely_threshold.target == 0.8


def test_the_order_of_the_examples_changes_no_bit(training_set: Make) -> None:
    order = np.random.default_rng(2).permutation(150)
    first, second = (
        train(training_set(each), ProgressReporter()) for each in (np.arange(150), order)
    )
    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.prototypes, second.prototypes)
    assert np.array_equal(first.scores[order], second.scores, equal_nan=True)


def test_overfitting_is_diagnosed(training_set: Make) -> None:
    found = train(training_set(np.arange(60)), ProgressReporter())
    assert found.gap is not None
    assert found.gap.training_accuracy == 1
    assert found.gap.low <= found.gap.size <= found.gap.high
    assert found.gap.size > 0.1
    assert found.diagnosis.kind == "overfitting"
    assert "The model overfits" in found.diagnosis.sentences[0]


def test_the_learning_curve_rises_with_more_examples(trained: TrainedHead) -> None:
    counts = [each.at for each in trained.learning_curve]
    assert counts == sorted(counts)
    assert len(counts) >= 4
    assert (
        trained.learning_curve[-1].validation_accuracy
        > trained.learning_curve[0].validation_accuracy
    )
    losses = [each.training_loss for each in trained.training_curve]
    assert losses[-1] < losses[0]


def test_the_training_curve_is_told_while_it_grows(training_set: Make) -> None:
    told: list[tuple[CurvePoint, ...]] = []
    found = train(training_set(np.arange(120)), ProgressReporter(), on_curve=told.append)
    assert len(told[0]) < len(told[-1])
    assert told[-1] == found.training_curve


def test_negative_examples_improve_the_head(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    """Without a single positive eight, 'not a three' tells eights from threes."""
    embeddings, targets = digits
    few = np.flatnonzero(np.isin(targets[:900], (1, 3)))[:60]
    eights = np.flatnonzero(targets[:900] == 8)[:30]
    rest = np.flatnonzero(targets == 8)[60:]

    def trained_with(negative: np.ndarray) -> TrainedHead:
        both = np.concatenate([few, negative])
        row = np.where(targets[both] == 8, UNKNOWN, targets[both] == 3)
        refused = np.zeros((len(both), 2), bool)
        refused[targets[both] == 8, 1] = True
        keys = training_set(both).keys
        made = TrainingSet.of(
            ("1", "3"), embeddings[both], SCALE, row, refused, np.arange(len(both)), keys
        )
        return train(made, ProgressReporter())

    without, with_them = trained_with(eights[:0]), trained_with(eights)
    called_three = [
        (answer(each, embeddings[rest])[0] == 1).mean() for each in (without, with_them)
    ]
    assert called_three[1] < 0.3 * called_three[0]
    threes = np.flatnonzero(targets[900:] == 3) + 900
    assert (answer(with_them, embeddings[threes])[0] == 1).mean() > 0.9


def test_none_of_these_gets_a_row_of_its_own(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    embeddings, targets = digits
    which = np.arange(400)
    row = np.where(targets[which] == 7, 0, 1)
    keys = training_set(which).keys
    refused = np.zeros((400, 1), bool)
    found = train(
        TrainingSet.of(("seven",), embeddings[which], SCALE, row, refused, which, keys),
        ProgressReporter(),
    )
    rows, _, _ = answer(found, embeddings[900:])
    assert ((rows == 0) == (targets[900:] == 7)).mean() > 0.97


def test_near_duplicates_are_never_in_training_and_validation_both(training_set: Make) -> None:
    from vizsla.training.data_split import deal_folds

    single = training_set(np.arange(100))
    copies = TrainingSet(
        single.labels,
        np.concatenate([single.embeddings, single.embeddings]),
        SCALE,
        np.concatenate([single.truth, single.truth]),
        np.concatenate([single.allowed, single.allowed]),
        np.concatenate([single.groups, single.groups]),
        (*single.keys, *(each[::-1] for each in single.keys)),
    )
    folds = deal_folds(copies, 5)
    assert np.array_equal(folds[:100], folds[100:])
    found = train(copies, ProgressReporter())
    assert found.confidence_threshold.examples <= 100
    assert found.gap is not None
    assert found.gap.validation_accuracy < 0.95, (
        "copies in the training set would give every answer away"
    )


def test_one_example_of_each_label_is_learned_without_any_promise(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    first = np.array([np.flatnonzero(digits[1] == each)[0] for each in range(10)])
    found = train(training_set(first), ProgressReporter())
    assert found.gap is None
    assert found.confidence_threshold.score is None
    assert found.diagnosis.kind == "too few examples"
    assert (answer(found, digits[0][first])[0] == np.arange(10)).all()


def test_one_label_alone_can_not_be_trained(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    sevens = np.flatnonzero(digits[1] == 7)[:5]
    whole = training_set(sevens)
    only = TrainingSet.of(
        ("7",), whole.embeddings, SCALE, np.zeros(5, int), np.zeros((5, 1), bool), whole.groups,
        whole.keys,
    )  # fmt: skip
    with pytest.raises(errors.TrainingDataError, match="only one label, '7'"):
        train(only, ProgressReporter())


def test_training_reports_progress_and_can_be_cancelled(training_set: Make) -> None:
    reports: list[Progress] = []
    train(training_set(np.arange(100)), ProgressReporter(reports.append))
    assert len({each.stage for each in reports}) >= 4
    stop = threading.Event()

    def stop_when_fitting(progress: Progress) -> None:
        if progress.stage == "fitting":
            stop.set()

    with pytest.raises(errors.CancelledError, match="as it was"):
        train(training_set(np.arange(100)), ProgressReporter(stop_when_fitting, stop))


def test_repeated_scenes_get_no_threshold(
    photographs: Path, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    """Overlapping parts of four photographs: no two are near-duplicates, and none is new."""
    from PIL import Image

    from vizsla.encoders.registry import encoder_named
    from vizsla.training.repeated_scenes import has_repeated_scenes

    backbone = encoder_named(None, "image")
    names = ("coffee.png", "chelsea.png", "astronaut.png", "rocket.jpg")
    embeddings = []
    for name in names:
        image = Image.open(photographs / name).convert("RGB")
        side = min(image.size) * 3 // 4
        for n in range(10):
            x, y = n % 5 * 12, n // 5 * 12
            part = image.crop((x, y, x + side, y + side))
            embeddings.append(backbone.embed(part, 1).numbers)
    row = np.repeat([0, 0, 1, 1], 10)

    def made(values: np.ndarray, truth: np.ndarray) -> TrainingSet:
        count = len(values)
        return TrainingSet.of(
            ("a", "b"),
            np.array(values).astype(np.int16),
            SCALE,
            truth,
            np.zeros((count, 2), bool),
            np.arange(count),
            tuple(f"{n:03}" for n in range(count)),
        )

    repeated_scenes = made(np.array(embeddings), row)
    assert has_repeated_scenes(repeated_scenes)
    found = train(repeated_scenes, ProgressReporter())
    assert found.confidence_threshold.score is None
    assert not found.calibrated
    assert found.diagnosis.kind == "repeated scenes"
    two = np.flatnonzero(digits[1] < 2)
    assert not has_repeated_scenes(made(digits[0][two], digits[1][two]))
