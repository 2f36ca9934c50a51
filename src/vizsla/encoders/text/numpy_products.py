"""Multiplies whole numbers with a matrix of int8 in NumPy, where the engine can't."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NumpyProducts", "Products", "ProductsOf"]


class Products(Protocol):
    """A matrix that multiplies vectors of whole numbers, exactly."""

    def times(self, numbers: np.ndarray) -> np.ndarray:
        """Return the products with (vectors, columns) float64: (vectors, rows) float32.

        Args:
            numbers: whole, at most 2**13, and such that no sum of products passes 2**24.

        """


if TYPE_CHECKING:
    ProductsOf = Callable[[np.ndarray], Products]


class NumpyProducts:
    """A matrix of int8, as float32.

    Args:
        weights: (rows, columns) int8.

    """

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = np.ascontiguousarray(weights.T, np.float32)

    def times(self, numbers: np.ndarray) -> np.ndarray:
        """Return the products, see :class:`Products`."""
        found: np.ndarray = numbers.astype(np.float32) @ self._weights
        return found
