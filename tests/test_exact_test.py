from __future__ import annotations

import pytest
from scipy.stats import binomtest

from vizsla.exact_test import is_shown, least_right, p_value


@pytest.mark.parametrize(
    ("right", "count", "target"),
    [(59, 59, 0.95), (92, 93, 0.95), (13, 16, 0.8), (0, 5, 0.8), (19_100, 20_000, 0.95)],
)
def test_the_p_value_is_that_of_scipy(right: int, count: int, target: float) -> None:
    expected = binomtest(right, count, target, alternative="greater").pvalue
    assert p_value(right, count, target) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("target", [0.5, 0.8, 0.9, 0.95, 0.99])
def test_fewer_answers_can_not_show_that_the_target_is_reached(target: float) -> None:
    least = least_right(target)
    assert is_shown(least, least, target)
    assert not is_shown(least - 1, least - 1, target)
    assert not is_shown(least - 1, least, target)


def test_nothing_shows_that_all_answers_are_right() -> None:
    assert not is_shown(1000, 1000, 1)
