from __future__ import annotations

import numpy as np

from vizsla.training.confidence_threshold import find_confidence_threshold


def test_sure_answers_are_right_as_often_as_promised_with_that_confidence() -> None:
    """Where the truth is known: scores that say too much, and the promise must still hold."""
    rng = np.random.default_rng(0)
    broken = made = 0
    for _ in range(300):
        scores = rng.beta(8, 1, 1000)
        truth = np.clip(scores - 0.03, 0, 1)
        found = find_confidence_threshold(
            scores, rng.random(1000) < truth, np.ones(1000, bool), 0.9, 0.95
        )
        if found.score is None:
            continue
        made += 1
        everyone = rng.beta(8, 1, 100_000)
        sure = everyone[everyone >= found.score]
        broken += np.clip(sure - 0.03, 0, 1).mean() < 0.9
    assert made > 100
    assert broken / 300 <= 0.05


def test_perfect_answers_are_sure_from_the_number_that_the_confidence_needs() -> None:
    for count, enough in ((85, False), (86, True)):
        ones = np.ones(count)
        found = find_confidence_threshold(ones, ones > 0, ones > 0, 0.95, 0.95)
        assert (found.score is not None) == enough
        assert found.more == (0 if enough else 1)


def test_what_is_unlike_supports_nothing() -> None:
    ones = np.ones(200)
    assert find_confidence_threshold(ones, ones > 0, ones < 0, 0.95, 0.95).score is None


def test_where_the_surest_are_wrong_too_often_more_of_the_same_is_not_asked_for() -> None:
    right = np.arange(300) % 3 > 0
    found = find_confidence_threshold(np.full(300, 0.97), right, np.ones(300, bool), 0.95, 0.95)
    assert found.score is None
    assert found.more is None
