from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla import errors
from vizsla.testing.calibration import calibration
from vizsla.training.deciding import decide
from vizsla.training.file import read_trained, write_trained
from vizsla.training.likeness import unit_length
from vizsla.training.material import UNKNOWN, Material
from vizsla.training.progress import Progress, Teller
from vizsla.training.softmax import log_probabilities
from vizsla.training.train import train

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.training.train import Trained

    from .conftest import Make

FACTOR = 0.001


def ask(trained: Trained, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return rows, scores, and whether each is sure."""
    values = sums * FACTOR @ trained.weights.T.astype(float) + trained.bias
    rows, scores = decide(np.exp(log_probabilities(values)), len(trained.labels))
    nearest = 1 - (unit_length(sums) @ unit_length(trained.centres).T).max(axis=1)
    least = np.inf if trained.surety.score is None else trained.surety.score
    return rows, scores, (scores >= least) & (nearest <= trained.like)


@pytest.fixture(scope="module")
def trained(material: Make) -> Trained:
    return train(material(np.arange(700)), Teller())


def test_the_score_can_be_believed_on_what_it_was_not_shown(
    trained: Trained, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    sums, targets = digits[0][700:], digits[1][700:]
    rows, scores, sure = ask(trained, sums)
    right = rows == targets
    assert len(right) > 1000
    assert right.mean() > 0.93
    assert calibration(scores, right).ece <= 0.05
    assert sure.mean() > 0.5
    assert right[sure].mean() >= 0.95
    assert trained.calibrated


def test_something_unlike_what_it_was_shown_is_not_sure(
    trained: Trained, other_things: np.ndarray
) -> None:
    _, _, sure = ask(trained, other_things)
    assert sure.mean() <= 0.1


def test_twenty_examples_support_no_claim_and_it_says_how_many_more(material: Make) -> None:
    found = train(material(np.arange(20)), Teller())
    assert found.surety.score is None
    assert found.surety.more is None or found.surety.more > 20
    assert not found.calibrated


def test_a_few_easy_examples_ask_for_about_as_many_as_the_test_needs(
    digits: tuple[np.ndarray, np.ndarray], material: Make
) -> None:
    zeros_and_ones = np.flatnonzero(digits[1] <= 1)[:20]
    found = train(material(zeros_and_ones), Teller())
    assert found.surety.score is None
    # ln(0.05 / 4) / ln(0.95): no mistake among 86, with four starts.
    assert 66 <= (found.surety.more or 0) <= 80


def test_a_file_keeps_all_of_it(trained: Trained) -> None:
    content = write_trained(trained)
    again = read_trained(content, "it")
    assert write_trained(again) == content
    assert np.array_equal(again.weights, trained.weights)
    assert again.verdict == trained.verdict
    with pytest.raises(errors.WorkspaceDamagedError, match="train again"):
        read_trained(content[:-100], "run 1")


def test_the_order_of_the_examples_changes_no_bit(material: Make) -> None:
    order = np.random.default_rng(2).permutation(150)
    first, second = (train(material(each), Teller()) for each in (np.arange(150), order))
    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.centres, second.centres)
    assert np.array_equal(first.out_of_fold[order], second.out_of_fold, equal_nan=True)


def test_overtraining_is_shown(material: Make) -> None:
    found = train(material(np.arange(60)), Teller())
    assert found.gap is not None
    assert found.gap.shown == 1
    assert found.gap.low <= found.gap.size <= found.gap.high
    assert found.gap.size > 0.1
    assert found.verdict.kind == "by heart"
    assert "by heart" in found.verdict.sentences[0]


def test_the_curves_tell_what_more_examples_bring(trained: Trained) -> None:
    counts = [each.at for each in trained.by_examples]
    assert counts == sorted(counts)
    assert len(counts) >= 4
    assert trained.by_examples[-1].unshown_accuracy > trained.by_examples[0].unshown_accuracy
    losses = [each.shown_loss for each in trained.by_step]
    assert losses[-1] < losses[0]


def test_negative_examples_teach(digits: tuple[np.ndarray, np.ndarray], material: Make) -> None:
    """Without a single positive eight, 'not a three' tells eights from threes."""
    sums, targets = digits
    few = np.flatnonzero(np.isin(targets[:900], (1, 3)))[:60]
    eights = np.flatnonzero(targets[:900] == 8)[:30]
    rest = np.flatnonzero(targets == 8)[60:]

    def taught(negative: np.ndarray) -> Trained:
        both = np.concatenate([few, negative])
        row = np.where(targets[both] == 8, UNKNOWN, targets[both] == 3)
        refused = np.zeros((len(both), 2), bool)
        refused[targets[both] == 8, 1] = True
        keys = material(both).keys
        made = Material.of(("1", "3"), sums[both], FACTOR, row, refused, np.arange(len(both)), keys)
        return train(made, Teller())

    without, with_them = taught(eights[:0]), taught(eights)
    called_three = [(ask(each, sums[rest])[0] == 1).mean() for each in (without, with_them)]
    assert called_three[1] < 0.3 * called_three[0]
    threes = np.flatnonzero(targets[900:] == 3) + 900
    assert (ask(with_them, sums[threes])[0] == 1).mean() > 0.9


def test_none_of_these_is_a_label_of_its_own(
    digits: tuple[np.ndarray, np.ndarray], material: Make
) -> None:
    sums, targets = digits
    which = np.arange(400)
    row = np.where(targets[which] == 7, 0, 1)
    keys = material(which).keys
    refused = np.zeros((400, 1), bool)
    found = train(Material.of(("seven",), sums[which], FACTOR, row, refused, which, keys), Teller())
    rows, _, _ = ask(found, sums[900:])
    assert ((rows == 0) == (targets[900:] == 7)).mean() > 0.97


def test_near_duplicates_are_never_on_both_sides(material: Make) -> None:
    from vizsla.training.split import deal_folds

    single = material(np.arange(100))
    copies = Material(
        single.labels,
        np.concatenate([single.sums, single.sums]),
        FACTOR,
        np.concatenate([single.truth, single.truth]),
        np.concatenate([single.allowed, single.allowed]),
        np.concatenate([single.groups, single.groups]),
        (*single.keys, *(each[::-1] for each in single.keys)),
    )
    folds = deal_folds(copies, 5)
    assert np.array_equal(folds[:100], folds[100:])
    found = train(copies, Teller())
    assert found.surety.examples <= 100
    assert found.gap is not None
    assert found.gap.unshown < 0.95, "a copy that was shown would give every answer away"


def test_one_example_a_label_is_trained_on_and_nothing_is_claimed(
    digits: tuple[np.ndarray, np.ndarray], material: Make
) -> None:
    first = np.array([np.flatnonzero(digits[1] == each)[0] for each in range(10)])
    found = train(material(first), Teller())
    assert found.gap is None
    assert found.surety.score is None
    assert found.verdict.kind == "too few to tell"
    assert (ask(found, digits[0][first])[0] == np.arange(10)).all()


def test_one_label_is_nothing_to_tell_apart(
    digits: tuple[np.ndarray, np.ndarray], material: Make
) -> None:
    sevens = np.flatnonzero(digits[1] == 7)[:5]
    whole = material(sevens)
    only = Material.of(
        ("7",), whole.sums, FACTOR, np.zeros(5, int), np.zeros((5, 1), bool), whole.groups,
        whole.keys,
    )  # fmt: skip
    with pytest.raises(errors.TrainingDataError, match="only one label, '7'"):
        train(only, Teller())


def test_it_tells_how_far_it_is_and_can_be_stopped(material: Make) -> None:
    told: list[Progress] = []
    train(material(np.arange(100)), Teller(told.append))
    assert len({each.stage for each in told}) >= 4
    stop = threading.Event()

    def tell(progress: Progress) -> None:
        if progress.stage == "fitting":
            stop.set()

    with pytest.raises(errors.CancelledError, match="as it was"):
        train(material(np.arange(100)), Teller(tell, stop))


def test_views_of_the_same_things_support_no_promise(
    photographs: Path, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    """Parts of four photographs, all beside each other: none is a copy, and none is new."""
    from PIL import Image

    from vizsla.functions.embedding import embed
    from vizsla.functions.find import shipped_classifier
    from vizsla.training.scenes import many_views

    backbone = shipped_classifier()
    names = ("coffee.png", "chelsea.png", "astronaut.png", "rocket.jpg")
    sums = []
    for name in names:
        picture = Image.open(photographs / name).convert("RGB")
        side = min(picture.size) * 3 // 4
        for n in range(10):
            x, y = n % 5 * 12, n // 5 * 12
            part = picture.crop((x, y, x + side, y + side))
            sums.append(embed(backbone.feature_map(part, 1)).sums)
    row = np.repeat([0, 0, 1, 1], 10)

    def made(values: np.ndarray, truth: np.ndarray) -> Material:
        count = len(values)
        return Material.of(
            ("a", "b"),
            np.array(values).astype(np.int16),
            FACTOR,
            truth,
            np.zeros((count, 2), bool),
            np.arange(count),
            tuple(f"{n:03}" for n in range(count)),
        )

    views = made(np.array(sums), row)
    assert many_views(views)
    found = train(views, Teller())
    assert found.surety.score is None
    assert not found.calibrated
    assert found.verdict.kind == "views of the same things"
    two = np.flatnonzero(digits[1] < 2)
    assert not many_views(made(digits[0][two], digits[1][two]))
