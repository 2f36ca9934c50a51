from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.progress import ProgressReporter
from vizsla.training import fit_context
from vizsla.training.label_weights import label_weights
from vizsla.training.softmax_regression import fit_softmax
from vizsla.training.train import train

if TYPE_CHECKING:
    from .conftest import Make

SCALE = 0.001


def weights_of(*counts: int) -> np.ndarray:
    """Return the weights of an example of each label."""
    rows = np.repeat(np.arange(len(counts)), counts)
    found = label_weights(np.eye(len(counts), dtype=bool)[rows])
    assert found.mean() == pytest.approx(1)
    return found[np.searchsorted(rows, np.arange(len(counts)))]


def test_labels_with_as_many_examples_weigh_the_same() -> None:
    assert weights_of(7, 7, 7) == pytest.approx(1)


def test_the_fewer_examples_the_more_evenly_labels_weigh() -> None:
    def in_all(*counts: int) -> float:
        """Return how much the first label weighs in all, for each unit of the second one."""
        return float(np.divide(*(weights_of(*counts) * counts)))

    assert in_all(1, 10) == pytest.approx(0.7)
    assert in_all(10, 100) == pytest.approx(0.25)
    assert in_all(1000, 10_000) == pytest.approx(0.1, abs=0.002)


def test_an_example_with_negative_labels_alone_weighs_one() -> None:
    allowed = np.array([[True, False, False], [True, False, False], [False, True, True]])
    assert label_weights(allowed).tolist() == [1, 1, 1]
    assert label_weights(np.ones((2, 3), bool)).tolist() == [1, 1]


def test_an_example_of_weight_two_counts_as_two_examples() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(12, 4)).astype(np.float32)
    allowed = np.eye(3, dtype=bool)[np.arange(12) % 3]
    allowed[:3] = ~allowed[:3]  # negative labels
    twice = np.r_[np.arange(12), :4]
    weights = np.where(np.arange(12) < 4, 2.0, 1.0)
    doubled = fit_softmax(points[twice], allowed[twice], np.ones(4), 0.1)
    weighted = fit_softmax(points, allowed, np.ones(4), 0.1, weights=weights)
    np.testing.assert_allclose(weighted, doubled, atol=1e-3)


def test_a_label_of_five_examples_beside_one_of_fifty_is_recognised_more_often(
    digits: tuple[np.ndarray, np.ndarray], training_set: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    embeddings, targets = digits
    threes, nines = np.flatnonzero(targets == 3), np.flatnonzero(targets == 9)
    own = training_set(np.sort(np.r_[threes[:50], nines[:5]]))

    def recall() -> float:
        trained = train(own, ProgressReporter())
        values = embeddings[nines[5:]] * SCALE @ trained.weights.T.astype(float) + trained.bias
        return float(np.mean(values.argmax(axis=1) == trained.labels.index("9")))

    weighted = recall()
    monkeypatch.setattr(fit_context, "label_weights", lambda allowed: np.ones(len(allowed)))
    assert weighted > recall() + 0.05
