"""Multiplies a matrix of int8 with vectors of whole numbers: exactly, and on the engine.

The engine multiplies int8 several times as fast as NumPy multiplies float64, and fetches an eighth
of the bytes. It takes a float32 input, and makes it 8-bit by itself: the greatest number of a row
becomes 255 steps, the least, or 0, none. A vector therefore goes in as two rows of digits to the
base 128, each with a further column of 255, whose weights are 0: a step is then 1, and each digit
stays what it is. The products are whole numbers below 2**24, which float32 holds exactly.
"""

from __future__ import annotations

import numpy as np

from vizsla.errors import EngineError
from vizsla.runtime.graph import Graph
from vizsla.runtime.matrix_graph import matrix_graph

__all__ = ["ExactMatrix"]

STEPS = 255
BASE, SHIFT = 128, 7
MOST = BASE * (STEPS + 1)  # vectors of numbers below this have two digits of 0 to 255
EXACT = 2**24


class ExactMatrix:
    """A matrix of int8, which multiplies vectors.

    Where the engine's products are not exact, or the numbers not whole, NumPy multiplies.

    Args:
        weights: (rows, columns) int8.

    """

    def __init__(self, weights: np.ndarray) -> None:
        self._weights = weights
        self._graph = self._open()

    def times(self, numbers: np.ndarray) -> np.ndarray:
        """Return the product with a vector, (rows,) float64.

        Args:
            numbers: (columns,) float64. Where they are whole, and every sum of products is below
                2**53, the result is exact.

        """
        if self._graph is not None:
            whole = numbers.astype(np.int32)
            if 0 <= np.bitwise_or.reduce(whole) < MOST and (whole == numbers).all():
                return _run(self._graph, whole)
        return self._numpy(numbers)

    def _numpy(self, numbers: np.ndarray) -> np.ndarray:
        # Not by BLAS: its threads would keep spinning, and take the cores from the engine's.
        products: np.ndarray = np.einsum("rc,c->r", self._weights, numbers, dtype=np.float64)
        return products

    def _open(self) -> Graph | None:
        """Return the engine's graph; None where it is not exact."""
        rows, columns = self._weights.shape
        if np.abs(self._weights, dtype=np.int32).sum(axis=1).max() * STEPS >= EXACT:
            return None
        padded = np.zeros((rows, columns + 1), np.int8)
        padded[:, :-1] = self._weights
        graph = Graph(matrix_graph(padded, 2), "", None, np.zeros)
        every = np.arange(columns) * 9973 % MOST
        try:
            exact = np.array_equal(_run(graph, every), self._numpy(every.astype(np.float64)))
        except EngineError:
            exact = False
        return graph if exact else None


def _run(graph: Graph, whole: np.ndarray) -> np.ndarray:
    digits = np.empty((2, len(whole) + 1), np.float32)
    digits[0, :-1] = whole >> SHIFT
    digits[1, :-1] = whole & (BASE - 1)
    digits[:, -1] = STEPS
    high, low = graph.run(digits, 1)[0].values[0]
    products: np.ndarray = high.astype(np.float64)
    products *= BASE
    products += low
    return products
