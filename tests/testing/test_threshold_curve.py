from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exact_test import is_shown
from vizsla.testing import TestResult
from vizsla.testing.threshold_curve import lowest_threshold, threshold_curve

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[..., list[TestResult]]


def test_the_curve_equals_a_count_by_hand(draw: Draw) -> None:
    results = draw(300)
    for each in threshold_curve(results, 0.8):
        assert each.threshold is not None
        sure = [one for one in results if one.score >= each.threshold]
        assert each.count == len(sure)
        assert each.right == sum(bool(one.right) for one in sure)


def test_a_novel_example_is_not_sure_at_any_threshold() -> None:
    results = [
        TestResult("a", "a", "oak", "oak", 0.9, sure=True),
        TestResult("b", "b", "oak", "elm", 0.99, sure=False),
        TestResult("c", "c", "oak", "oak", 0.5, sure=False),
    ]
    curve = threshold_curve(results, 0.8)
    assert [(curve[n].count, curve[n].right) for n in (0, 60, 80, 95)] == [
        (2, 2), (1, 1), (1, 1), (0, 0)
    ]  # fmt: skip


def test_the_scores_alone_count_where_no_answer_is_sure() -> None:
    results = [TestResult(str(n), "x", "oak", "oak", n / 10, sure=False) for n in range(1, 10)]
    assert threshold_curve(results, None)[50].count == 5
    assert threshold_curve(results, 0.3)[50].count == 5


def test_the_advised_threshold_reaches_the_target(draw: Draw) -> None:
    curve = threshold_curve(draw(3000), 0.8)
    found = lowest_threshold(curve, 0.9)
    assert found is not None
    assert is_shown(found.right, found.count, 0.9)
    assert lowest_threshold(threshold_curve(draw(20), 0.8), 0.95) is None
