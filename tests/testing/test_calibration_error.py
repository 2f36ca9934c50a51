from __future__ import annotations

import numpy as np
import pytest

from vizsla.testing.calibration_error import calibration_figures


def perfect(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    scores = rng.beta(4, 1, count)
    return scores, rng.random(count) < scores


@pytest.mark.parametrize("count", [30, 300, 2000])
def test_a_perfect_function_is_within_chance_in_19_of_20_tests(count: int) -> None:
    rng = np.random.default_rng(count)
    found = [calibration_figures(*perfect(rng, count), seed=n) for n in range(150)]
    within = np.mean([each.within_chance for each in found])
    assert 0.90 <= within <= 0.99
    below_median = np.mean([each.ece <= each.chance for each in found])
    assert 0.35 <= below_median <= 0.65


def test_an_overconfident_function_is_beyond_chance() -> None:
    rng = np.random.default_rng(1)
    scores, _ = perfect(rng, 1000)
    found = calibration_figures(scores, rng.random(1000) < scores - 0.1)
    assert not found.within_chance
    assert found.ece == pytest.approx(0.1, abs=0.03)
    assert found.score > found.accuracy


def test_the_error_is_the_mean_distance_between_score_and_accuracy() -> None:
    scores = np.repeat([0.6, 0.9], 100)
    right = np.concatenate([np.arange(100) < 50, np.arange(100) < 95])
    found = calibration_figures(scores, right)
    assert [(each.count, each.right) for each in found.bins] == [(100, 50), (100, 95)]
    assert found.ece == pytest.approx((0.1 + 0.05) / 2)


def test_the_examples_order_makes_no_difference() -> None:
    rng = np.random.default_rng(2)
    scores, right = rng.choice([0.5, 0.7, 0.99, 1.0], 500), rng.random(500) < 0.8
    order = rng.permutation(500)
    assert calibration_figures(scores, right) == calibration_figures(scores[order], right[order])


def test_bins_have_equally_many_examples() -> None:
    found = calibration_figures(*perfect(np.random.default_rng(3), 1500))
    assert len(found.bins) == 15
    assert {each.count for each in found.bins} <= set(range(98, 103))
    assert all(
        one.high <= other.low for one, other in zip(found.bins, found.bins[1:], strict=False)
    )


@pytest.mark.parametrize("score", [0.0, 0.3, 1.0])
def test_one_example_has_one_bin(score: float) -> None:
    found = calibration_figures(np.array([score]), np.array([True]))
    assert len(found.bins) == 1
    assert found.ece == pytest.approx(1 - score)


def test_a_hundred_thousand_examples_take_seconds_and_little_memory() -> None:
    found = calibration_figures(*perfect(np.random.default_rng(4), 100_000))
    assert found.chance < 0.006
