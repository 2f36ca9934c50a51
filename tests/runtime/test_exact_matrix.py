from __future__ import annotations

import numpy as np
import pytest

from vizsla.runtime import ExactMatrix


def _weights(rows: int, columns: int, most: int) -> np.ndarray:
    return np.random.default_rng(1).integers(-most, most + 1, (rows, columns), np.int8)


@pytest.mark.parametrize(
    ("columns", "most"),
    [(1, 127), (7, 127), (1280, 40), (1280, 127)],  # the engine can't hold the last one's sums
)
def test_products_with_whole_numbers_are_exact(columns: int, most: int) -> None:
    weights = _weights(50, columns, most)
    matrix = ExactMatrix(weights)
    for numbers in (
        np.zeros(columns, np.int64),
        np.full(columns, 2**15 - 1),
        np.arange(columns) * 7919 % 2**15,
    ):
        exact = weights.astype(np.int64) @ numbers
        np.testing.assert_array_equal(matrix.times(numbers.astype(np.float64)), exact)


@pytest.mark.parametrize("factor", [-1, 2**16, 0.25])
def test_numbers_that_the_engine_could_not_hold_are_multiplied_all_the_same(factor: float) -> None:
    weights, numbers = _weights(9, 100, 40), np.arange(100) * factor
    exact = (weights.astype(np.int64) @ np.arange(100)) * factor
    np.testing.assert_array_equal(ExactMatrix(weights).times(numbers), exact)
