"""Labels' names as examples: taken up where they tell of the labels, and only there."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.encoders.registry import encoder_named
from vizsla.progress import ProgressReporter
from vizsla.training.label_names import label_name_embeddings, name_in_words
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained
from vizsla.training.training_set import TrainingSet
from vizsla.training.training_summary import training_summary

LABELS, DIMENSION, EACH = 30, 48, 3
SILENT = ProgressReporter()


def drawn(seed: int) -> tuple[TrainingSet, np.ndarray]:
    """Return a few examples of many labels, and the points in whose middle each label's are."""
    rng = np.random.default_rng(seed)
    middles = rng.normal(0, 1500, (LABELS, DIMENSION))
    truth = np.repeat(np.arange(LABELS), EACH)
    vectors = middles[truth] + rng.normal(0, 2500, (len(truth), DIMENSION))
    examples = TrainingSet.of(
        tuple(f"l{n:02}" for n in range(LABELS)),
        vectors.astype(np.int16),
        1 / 2**15,
        truth,
        np.zeros((len(truth), LABELS), bool),
        np.arange(len(truth)),
        tuple(f"{n:04}" for n in range(len(truth))),
    )
    return examples, middles.astype(np.int16)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("card_arrival", "card arrival"),
        ("cancel order", "cancel order"),
        ("HomeAutomation.TurnOn", "Home Automation Turn On"),
        ("GetURLOfPage", "Get URL Of Page"),
        ("top-up/by.card", "top up by card"),
        ("größe_ändern", "größe ändern"),
        ("取消订单", "取消订单"),
        ("__", ""),
    ],
)
def test_a_name_is_read_as_words(label: str, words: str) -> None:
    assert name_in_words(label) == words


def test_names_that_tell_of_the_labels_are_taken_up() -> None:
    examples, middles = drawn(1)

    head = train(examples, SILENT, label_names=middles)
    without = train(examples, SILENT)

    assert head.name_gain is not None
    assert head.name_gain.difference > 0.05
    assert np.mean(head.predicted == examples.truth) > np.mean(without.predicted == examples.truth)
    assert any("labels' names" in each for each in training_summary(head))
    assert write_trained(read_trained(write_trained(head), "run 1")) == write_trained(head)


def test_names_of_other_labels_are_not_taken_up() -> None:
    for seed in range(4):
        examples, middles = drawn(seed)

        head = train(examples, SILENT, label_names=np.roll(middles, 1, axis=0))

        assert head.name_gain is None
        assert write_trained(head) == write_trained(train(examples, SILENT))


def test_an_encoder_of_images_has_no_names_and_one_of_texts_has() -> None:
    assert label_name_embeddings(encoder_named(None, "image"), ("dog",)) is None

    encoder = encoder_named(None, "text")
    found = label_name_embeddings(encoder, ("CancelOrder",))
    assert np.array_equal(found, [encoder.embed("Cancel Order").numbers])
