from __future__ import annotations

import numpy as np

from vizsla.training.confidence_threshold import find_confidence_threshold


def test_sure_answers_reach_the_target_with_the_promised_confidence() -> None:
    """The guarantee holds although these scores are 0.03 too high."""
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


def test_the_guarantee_takes_86_right_answers_at_least() -> None:
    for count, enough in ((85, False), (86, True)):
        ones = np.ones(count)
        found = find_confidence_threshold(ones, ones > 0, ones > 0, 0.95, 0.95)
        assert (found.score is not None) == enough
        assert found.more == (0 if enough else 1)


def test_novel_examples_support_no_threshold() -> None:
    ones = np.ones(200)
    assert find_confidence_threshold(ones, ones > 0, ones < 0, 0.95, 0.95).score is None


def test_no_more_examples_are_asked_for_where_the_highest_scores_are_wrong() -> None:
    right = np.arange(300) % 3 > 0
    found = find_confidence_threshold(np.full(300, 0.97), right, np.ones(300, bool), 0.95, 0.95)
    assert found.score is None
    assert found.more is None
