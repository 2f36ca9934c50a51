from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.encoders.registry import encoder_named, encoder_names
from vizsla.modalities.image.load_image import load_pixels
from vizsla.progress import ProgressReporter
from vizsla.training.everyday import everyday_embeddings
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained
from vizsla.training.training_set import TrainingSet
from vizsla.training.training_summary import training_summary

from .published_check import familiar
from .test_train import answer

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.training.trained_head import TrainedHead

    from .conftest import Make


@pytest.fixture(scope="module")
def seven_digits(digits: tuple[np.ndarray, np.ndarray], training_set: Make) -> TrainedHead:
    """Zeros to sixes, tried on everyday photographs."""
    which = np.flatnonzero(digits[1] < 7)[:400]
    strangers = everyday_embeddings(encoder_named(None, "image"))
    return train(training_set(which), ProgressReporter(), strangers=strangers)


def test_leaving_labels_out_estimates_how_many_near_strangers_pass(
    seven_digits: TrainedHead, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    tried = seven_digits.near_strangers
    assert tried is not None
    assert tried.examples == 400
    assert tried.sure <= tried.familiar <= tried.examples
    others = digits[0][digits[1] >= 7][:200]
    rows, scores, sure = answer(seven_digits, others)
    passed = familiar(seven_digits, others, rows, scores)
    assert tried.familiar / 400 == pytest.approx(passed.mean(), abs=0.2)
    assert tried.sure / 400 == pytest.approx(sure.mean(), abs=0.2)


def test_everyday_photographs_do_not_pass_as_digits(seven_digits: TrainedHead) -> None:
    tried = seven_digits.far_strangers
    assert tried is not None
    assert (tried.examples, tried.familiar, tried.sure) == (34, 0, 0)


def test_photographs_that_are_training_examples_are_no_strangers() -> None:
    strangers = everyday_embeddings(encoder_named(None, "image"))
    assert strangers is not None
    truth = np.arange(10) % 2
    own = TrainingSet.of(
        ("a", "b"), strangers[:10], 0.001, truth, np.zeros((10, 2), bool),
        np.arange(10), tuple(map(str, range(10))),
    )  # fmt: skip
    tried = train(own, ProgressReporter(), strangers=strangers).far_strangers
    assert tried is not None
    assert tried.examples == 24


def test_the_summary_says_how_many_pass(seven_digits: TrainedHead) -> None:
    far, near = training_summary(seven_digits)[-2:]
    assert far == (
        "Other things: of 34 photographs of animals, tools and household things, 0 would get a "
        "sure answer."
    )
    assert near.startswith("Things like the labels: of 400 examples of a label that the model did ")
    assert near.endswith("would get a sure answer.")
    again = read_trained(write_trained(seven_digits), "run 1")
    assert training_summary(again) == training_summary(seven_digits)


def test_of_two_labels_none_can_be_left_out(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make
) -> None:
    whole = training_set(np.flatnonzero(digits[1] < 2)[:40])
    two = type(whole)(
        ("0", "1"), whole.embeddings, whole.scale, whole.truth, whole.allowed[:, :2],
        whole.groups, whole.keys,
    )  # fmt: skip
    found = train(two, ProgressReporter())
    assert found.near_strangers is None
    assert found.far_strangers is None


@pytest.mark.parametrize(
    "name", [each for each in encoder_names() if each.startswith("efficientnet")]
)
def test_the_shipped_embeddings_are_those_of_the_photographs(name: str, images: Path) -> None:
    encoder = encoder_named(name, "image")
    found = everyday_embeddings(encoder)
    assert found is not None
    paths = sorted((images / "things").iterdir())
    assert len(found) == len(paths) == 34
    for row in (0, 11, 33):
        assert np.array_equal(found[row], encoder.embed(load_pixels(paths[row]), 1).numbers)
