from __future__ import annotations

from itertools import pairwise

import numpy as np

from vizsla.training.confidence_threshold import find_confidence_threshold
from vizsla.training.sure_forecast import forecast_more, rounded_up


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


def test_the_guarantee_takes_59_right_answers_at_least() -> None:
    for count, enough in ((58, False), (59, True)):
        ones = np.ones(count)
        found = find_confidence_threshold(ones, ones > 0, ones > 0, 0.95, 0.95)
        assert (found.score is not None) == enough
        assert found.more == (0 if enough else None)


def test_one_more_prediction_changes_the_first_test_by_no_more_than_one() -> None:
    def fewest(count: int) -> int:
        """Return how many of the highest scores must be right where all others are wrong."""
        scores = np.linspace(1, 0.6, count)
        return next(
            right
            for right in range(57, 80)
            if find_confidence_threshold(
                scores, np.arange(count) < right, np.ones(count, bool), 0.95, 0.95
            ).score
        )

    found = [fewest(count) for count in (100, 176, *range(177, 532, 6), 531)]
    assert found[:3] == [59, 59, 59]
    assert max(np.diff(found)) <= 1
    assert found[-1] == 72


def test_no_answer_is_likely_that_is_likelier_wrong_than_right() -> None:
    scores = np.linspace(1, 0, 1000, endpoint=False)
    found = find_confidence_threshold(scores, scores > 0.1, np.ones(1000, bool), 0.8, 0.95)
    assert found.score == 0.5


def test_one_wrong_label_among_many_examples_takes_no_threshold_away() -> None:
    scores = np.linspace(1, 0.9, 2000)
    right = np.arange(2000) % 100 != 3  # a hundredth, and one of the four highest scores
    found = find_confidence_threshold(scores, right, np.ones(2000, bool), 0.95, 0.95)
    assert found.sure == 2000


def test_a_weaker_promise_takes_fewer_examples() -> None:
    ones = np.ones(14)
    assert find_confidence_threshold(ones, ones > 0, ones > 0, 0.8, 0.95).score is not None
    assert find_confidence_threshold(ones, ones > 0, ones > 0, 0.9, 0.95).score is None


def test_the_threshold_lies_between_the_scores_that_count_and_the_next_lower_one() -> None:
    """A new answer with a score between them is like those that count."""
    scores = np.concatenate([np.full(60, 0.99), np.full(40, 0.7)])
    found = find_confidence_threshold(scores, scores > 0.9, np.ones(100, bool), 0.95, 0.95)
    assert (found.score, found.sure) == (0.701, 60)
    every = find_confidence_threshold(scores, scores > 0, np.ones(100, bool), 0.95, 0.95)
    assert (every.score, every.sure) == (0.5, 100)


def test_the_threshold_goes_down_until_the_mistakes_show() -> None:
    scores = np.linspace(1, 0, 200, endpoint=False)
    found = find_confidence_threshold(scores, scores > 0.6, np.ones(200, bool), 0.95, 0.95)
    assert 0.55 < (found.score or 0) < 0.7
    assert (found.sure, found.right) == ((scores >= found.score).sum(),) * 2


def test_more_examples_of_the_same_kind_rarely_take_the_threshold_away() -> None:
    rng = np.random.default_rng(0)
    lost = pairs = 0
    for _ in range(100):
        scores = rng.beta(6, 0.4, 400)
        right = rng.random(400) < scores
        had = [
            find_confidence_threshold(
                scores[:count], right[:count], np.ones(count, bool), 0.95, 0.95
            ).score
            is not None
            for count in (80, 100, 125, 155, 195, 245, 305, 380)
        ]
        pairs += sum(had[:-1])
        lost += sum(one and not two for one, two in pairwise(had))
    assert pairs > 300
    assert lost / pairs < 0.06


def test_novel_examples_support_no_threshold() -> None:
    ones = np.ones(200)
    assert find_confidence_threshold(ones, ones > 0, ones < 0, 0.95, 0.95).score is None


def test_no_more_examples_are_asked_for_where_the_highest_scores_are_wrong() -> None:
    right = np.arange(300) % 3 > 0
    scores, familiar = np.full(300, 0.97), np.ones(300, bool)
    assert find_confidence_threshold(scores, right, familiar, 0.95, 0.95).score is None
    assert forecast_more(scores, right, familiar, 0.95, 0.95) is None


def test_a_forecast_without_a_mistake_asks_for_what_the_test_needs() -> None:
    for target, least in ((0.95, 59), (0.8, 14)):
        scores, every = np.full(8, 0.995), np.ones(8, bool)
        found = forecast_more(scores, every, every, target, 0.95)
        assert found is not None
        assert least - 8 <= found <= (least - 8) * 1.1


def test_counts_are_rounded_up() -> None:
    assert [rounded_up(each) for each in (1, 54, 100, 101, 131, 1234.5)] == [
        *(5, 55, 100, 110, 140, 1300)
    ]
