"""Multiplies whole numbers of up to 2**13 with a matrix of int8: exactly, and on the engine.

As in ``exact_matrix.py`` a number goes in as two digits to the base 128, here signed: from -64 to
64, and the rest. Two further columns of 127 and -128, whose weights are 0, make a step of the
engine's own rounding 1. NumPy's products would be as exact, but fetch four times the bytes, and the
threads of its BLAS spin: where the cores are busy, a short product then takes many times as long.
"""

from __future__ import annotations

import numpy as np

from vizsla.runtime.graph import Graph
from vizsla.runtime.matrix_graph import matrix_graph

__all__ = ["ExactProducts"]

BASE = 128
ENDS = (127.0, -128.0)  # the greatest and the least digit
BLOCK = 16  # vectors; the engine prepares anew for another number of blocks


class ExactProducts:
    """A matrix of int8, which multiplies many vectors.

    Args:
        weights: (rows, columns) int8.

    """

    def __init__(self, weights: np.ndarray) -> None:
        self._rows, self._columns = weights.shape
        padded = np.zeros((self._rows, self._columns + len(ENDS)), np.int8)
        padded[:, : self._columns] = weights
        self._graph = Graph(matrix_graph(padded, 2 * BLOCK), "", None, np.zeros, any_rows=True)

    def times(self, numbers: np.ndarray) -> np.ndarray:
        """Return the products with vectors, (vectors, rows) float32, on this thread.

        Args:
            numbers: (vectors, columns) float64, whole and at most 2**13, at least one vector. Every
                sum of products is below 2**24.

        Raises:
            EngineError: the engine can't run here.

        """
        count, columns = len(numbers), self._columns
        digits = np.zeros((2, -(-count // BLOCK) * BLOCK, columns + len(ENDS)), np.float32)
        digits[:, :, columns:] = ENDS
        high, low = digits[:, :count, :columns]
        np.multiply(numbers, 1 / BASE, out=high, casting="same_kind")
        np.rint(high, out=high)
        np.multiply(high, -BASE, out=low)
        np.add(low, numbers, out=low, casting="same_kind")
        (found,) = self._graph.run(digits.reshape(-1, columns + len(ENDS)), 1)
        products = found.values.reshape(2, -1, self._rows)[:, :count]
        total: np.ndarray = products[0] * BASE
        total += products[1]
        return total
