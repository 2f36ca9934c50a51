from __future__ import annotations

import numpy as np
import pytest

from vizsla.progress import ProgressReporter
from vizsla.training.cross_validation import OutOfFold
from vizsla.training.fit_novelty import NoveltyDetector, find_novelty
from vizsla.training.train import train
from vizsla.training.training_set import TrainingSet

from .published_check import familiar

ROWS = 10


def found(count: int, scores: np.ndarray | None = None, seed: int = 0) -> NoveltyDetector:
    """Return the detector of random embeddings whose answers are all right."""
    rng = np.random.default_rng(seed)
    sums = rng.integers(0, 500, (count, 40)).astype(np.int16)
    truth = np.arange(count) % ROWS
    made = TrainingSet.of(
        tuple("0123456789"), sums, 1.0, truth, np.zeros((count, ROWS), bool),
        np.arange(count), tuple(map(str, range(count))),
    )  # fmt: skip
    given = np.full(count, 0.9) if scores is None else scores
    predictions = OutOfFold(1.0, np.full((count, ROWS), np.nan), truth, given)
    folds = np.arange(count) // ROWS % 5
    return find_novelty(made, sums.astype(np.float32), folds, predictions)


# From 256 on, examples are gathered around their means.
@pytest.mark.parametrize("count", [2 * ROWS, 255, 256, 257, 270, 290, 319, 330])
def test_any_number_of_examples_has_prototypes_of_each_row_and_a_limit(count: int) -> None:
    novelty = found(count)
    assert len(novelty.prototypes) == novelty.counts.sum() <= 256
    assert (novelty.counts > 0).all()
    assert (novelty.usual_distances > 0).all()
    assert novelty.score_weight >= 0
    passed = novelty.are_familiar(novelty.distances, np.arange(count) % ROWS, np.full(count, 0.9))
    assert passed.mean() >= 0.95


def test_of_two_inputs_at_one_distance_the_one_with_the_lower_score_is_more_novel() -> None:
    novelty = found(200, np.linspace(0.5, 0.999, 200))
    assert novelty.score_weight > 0
    inputs = np.arange(200)
    high, low = (
        novelty.are_familiar(novelty.distances, inputs % ROWS, np.full(200, score))
        for score in (0.999, 0.5)
    )
    assert low.mean() < high.mean()
    assert (high | ~low).all()


def test_a_distance_that_is_usual_for_one_label_is_novel_for_a_tighter_one() -> None:
    """Coins differ less than birds do: a stranger as far from a coin as a bird from birds."""
    rng = np.random.default_rng(1)
    centres, spreads = rng.uniform(100, 500, (2, 60)), (10, 60)
    truth = np.arange(120) % 2
    sums = np.array([rng.normal(centres[row], spreads[row]) for row in truth]).astype(np.int16)
    made = TrainingSet.of(
        ("coin", "bird"), sums, 1.0, truth, np.zeros((120, 2), bool),
        np.arange(120), tuple(map(str, range(120))),
    )  # fmt: skip
    trained = train(made, ProgressReporter())
    score = np.full(50, np.median(trained.scores))
    for row, spread, least, most in ((0, 10, 0.8, 1), (0, 60, 0, 0.2), (1, 60, 0.8, 1)):
        inputs = rng.normal(centres[row], spread, (50, 60))
        known = familiar(trained, inputs, np.full(50, row), score)
        assert least <= known.mean() <= most, (row, spread)
