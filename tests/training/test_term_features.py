"""Words and runs of letters beside the embedding: learnt fold by fold, and only where they help."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.functions.feature_values import FeatureValues
from vizsla.progress import ProgressReporter
from vizsla.training.term_features import MOST_TERMS, TermCounts
from vizsla.training.train import train
from vizsla.training.trained_file import read_trained, write_trained
from vizsla.training.training_set import TrainingSet
from vizsla.training.training_summary import training_summary

COUNT = 120
SILENT = ProgressReporter()


def texts_about(product: np.ndarray) -> list[list[str]]:
    rng = np.random.default_rng(1)
    fill = ["the", "new", "one", "came", "broken", "please", "send", "it", "again", "today"]
    return [[*rng.choice(fill, 5), ("xk7", "qz9")[kind], *rng.choice(fill, 3)] for kind in product]


def made(words: list[list[str]], labels: np.ndarray) -> TrainingSet:
    """Return examples whose embeddings say nothing of their labels."""
    rng = np.random.default_rng(2)
    return TrainingSet.of(
        ("a", "b"),
        rng.normal(0, 1500, (len(labels), 16)).astype(np.int16),
        1 / 2**15,
        labels,
        np.zeros((len(labels), 2), bool),
        np.arange(len(labels)),
        tuple(f"{n:04}" for n in range(len(labels))),
        tuple(FeatureValues(tuple(each)) for each in words),
    )


@pytest.fixture
def labels() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 2, COUNT)


def test_a_word_that_the_encoder_does_not_tell_apart_is_learnt(labels: np.ndarray) -> None:
    head = train(made(texts_about(labels), labels), ProgressReporter())

    assert head.terms is not None
    assert {"xk7", "qz9"} <= {*head.terms.words}
    assert head.term_gain is not None
    assert head.term_gain.low > 0.2
    assert np.mean(head.predicted == labels) > 0.9
    assert head.learning_curve[-1].validation_accuracy == np.mean(head.predicted == labels)
    assert head.training_curve[-1].validation_accuracy < 0.7  # of the embedding alone
    assert any("Words and runs of letters" in each for each in training_summary(head))
    content = write_trained(head)
    assert write_trained(read_trained(content, "run 1")) == content


def test_words_that_say_nothing_are_hardly_ever_taken_up() -> None:
    rng = np.random.default_rng(5)
    heads = [
        train(made(texts_about(rng.integers(0, 2, COUNT)), rng.integers(0, 2, COUNT)), SILENT)
        for _ in range(8)
    ]

    assert sum(each.terms is not None for each in heads) <= 2
    assert all((each.terms is None) == (each.term_gain is None) for each in heads)


def test_the_table_of_a_fold_knows_no_word_of_the_others(labels: np.ndarray) -> None:
    words = texts_about(labels)
    words[0] = ["unheard"]
    counts = TermCounts(words)
    everything = np.ones(COUNT, bool)
    without = everything.copy()
    without[0] = False

    assert "unheard" in counts.fit(everything, labels, 2).table.words
    fit = counts.fit(without, labels, 2)
    assert "unheard" not in fit.table.words
    assert not any("unh" in each for each in fit.table.letters)


def test_the_order_of_the_examples_changes_no_bit(labels: np.ndarray) -> None:
    words = texts_about(labels)
    back = slice(None, None, -1)
    everything = np.ones(COUNT, bool)
    one = TermCounts(words).fit(everything, labels, 2)
    other = TermCounts(words[back]).fit(everything, labels[back], 2)

    assert np.allclose(one.outputs(everything), other.outputs(everything)[back])
    assert {*one.table.words} == {*other.table.words}


def test_a_table_has_a_largest_size() -> None:
    rng = np.random.default_rng(0)
    words = [[f"w{n}" for n in rng.integers(0, 9000, 30)] for _ in range(400)]
    fit = TermCounts(words).fit(np.ones(400, bool), rng.integers(0, 2, 400), 2)

    assert len(fit.table.words) + len(fit.table.letters) == MOST_TERMS == fit.table.weights.shape[1]
