from __future__ import annotations

import pytest

from vizsla.testing.interval import wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # Brown, Cai and DasGupta (Statistical Science 16, 2001) give the method; figures from R's
        # prop.test(right, total, correct = FALSE).
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (50, 100, 0.4038, 0.5962),
        (95, 100, 0.8882, 0.9785),
    ],
)
def test_the_interval_equals_wilsons(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=1e-4)


def test_no_examples_give_the_whole_range() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
