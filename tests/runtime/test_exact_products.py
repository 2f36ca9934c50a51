from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.runtime import ExactProducts

MOST = 2**13


@settings(deadline=None)
@given(
    rows=st.integers(1, 40),
    columns=st.integers(1, 400),
    counts=st.lists(st.integers(1, 50), min_size=1, max_size=3),
    seed=st.integers(0, 2**32 - 1),
)
def test_products_of_any_shape_are_exact(
    rows: int, columns: int, counts: list[int], seed: int
) -> None:
    drawn = np.random.default_rng(seed)
    weights = drawn.integers(-127, 128, (rows, columns), np.int8)
    most = min(MOST, 2**24 // int(np.abs(weights.astype(int)).sum(axis=1).max() + 1))
    products = ExactProducts(weights)

    for count in counts:
        numbers = drawn.integers(-most, most + 1, (count, columns))
        found = products.times(numbers.astype(np.float64))
        np.testing.assert_array_equal(found, numbers @ weights.astype(np.int64).T)


def test_the_largest_products_are_exact() -> None:
    for weight, number, columns in ((127, MOST, 8), (-127, MOST, 8), (1, MOST, 1024), (127, 1, 9)):
        products = ExactProducts(np.full((3, columns), weight, np.int8))
        for sign in (1, -1):
            found = products.times(np.full((2, columns), sign * float(number)))
            assert (found == sign * weight * number * columns).all()
