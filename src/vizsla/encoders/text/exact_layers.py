"""The steps of a transformer in arithmetic that gives the same bits on every machine.

A state is whole numbers on a grid of 2**-13, held in float64: (tokens, width). What enters a matrix
product is rounded to so few levels that no sum of products passes 2**24. Then each partial sum is a
whole number that float32 holds, and the engine, and any BLAS, in any order, on any number of
threads, give the same. All else is single operations on float64 in a fixed order, which IEEE 754
defines: +, -, *, /, the square root, and rounding half to even. exp and erf come from tables.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.text.numpy_products import NumpyProducts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.encoders.text.numpy_products import ProductsOf

__all__ = ["GRID", "Attention", "Gelu", "Linear", "Norm"]

GRID = 2**13  # the state's whole numbers to 1
EXACT = 2**24  # float32 holds all whole numbers to here
MOST_LEVELS = 2**13  # what the engine's products take
CLIP = 512 * GRID  # the sum of 384 squares is then below 2**53: float64 holds it
GELU_STEPS = 2**10  # the table's steps to 1
EXP_STEPS = 2**9  # the same
SHARES = 2**12  # the levels of attention's weights, which add up to 1


def _rounded(
    values: np.ndarray, levels: int, axes: int | tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Round values to whole numbers of at most ``levels``; return also the largest values."""
    largest = np.abs(values).max(axes, keepdims=True)
    np.maximum(largest, 1.0, out=largest)
    whole = values * (levels / largest)
    return np.rint(whole, out=whole), largest


def _product(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    found: np.ndarray = one.astype(np.float32) @ other.astype(np.float32)
    return found.astype(np.float64)


class Linear:
    """A matrix product and a bias.

    Args:
        weights: (outputs, inputs) int8.
        scale: (outputs,) float32, the factor of each row of the weights.
        bias: (outputs,) float32.
        parts: the number of equal parts that the inputs are cut into: each has more levels.
        unit: the output's whole numbers to 1, a power of two.
        products: makes what multiplies whole numbers with the weights.

    """

    def __init__(
        self,
        weights: np.ndarray,
        scale: np.ndarray,
        bias: np.ndarray,
        *,
        parts: int = 1,
        unit: int = GRID,
        products: ProductsOf = NumpyProducts,
    ) -> None:
        self._parts = []
        for each in np.split(weights, parts, axis=1):
            largest = max(1, int(np.abs(each, dtype=np.int32).sum(axis=1).max()))
            self._parts.append((products(each), min(EXACT // largest, MOST_LEVELS)))
        self._scale = scale.astype(np.float64) * (unit / GRID)
        self._bias = bias.astype(np.float64) * unit

    def __call__(self, state: np.ndarray) -> np.ndarray:
        """Return the outputs of each token: (tokens, outputs)."""
        total = np.zeros((len(state), len(self._scale)))
        width = state.shape[1] // len(self._parts)
        for at, (products, levels) in enumerate(self._parts):
            whole, largest = _rounded(state[:, at * width : (at + 1) * width], levels, 1)
            total += np.multiply(products.times(whole), largest / levels)
        total *= self._scale
        total += self._bias
        np.rint(total, out=total)
        return total


class Norm:
    """Layer normalisation.

    Args:
        weight: (width,) float32.
        bias: (width,) float32.

    """

    def __init__(self, weight: np.ndarray, bias: np.ndarray) -> None:
        self._weight = weight.astype(np.float64) * GRID
        self._bias = bias.astype(np.float64) * GRID

    def __call__(self, state: np.ndarray) -> np.ndarray:
        """Return each token's numbers with mean 0 and variance 1, times weight plus bias.

        Args:
            state: (tokens, width) whole numbers of any unit, clipped to 2**22.

        """
        width = state.shape[1]
        state = np.clip(state, -CLIP, CLIP)
        mean = state.sum(axis=1, keepdims=True) / width
        square = np.einsum("ij,ij->i", state, state)[:, None] / width
        deviation = np.sqrt(np.maximum(square - mean * mean, 1.0))
        state -= mean
        state /= deviation
        state *= self._weight
        state += self._bias
        np.rint(state, out=state)
        return state


class Gelu:
    """The activation x * (the normal distribution up to x).

    Args:
        table: uint16, |x| * (the normal distribution up to -|x|) on the grid of the state, for |x|
            in steps of 2**-10; the last is 0.

    """

    unit = GELU_STEPS

    def __init__(self, table: np.ndarray) -> None:
        self._table = table.astype(np.float64)

    def __call__(self, values: np.ndarray) -> np.ndarray:
        """Return the activations on the grid of the state.

        Args:
            values: whole numbers, 2**10 to 1.

        """
        at = np.abs(values).astype(np.intp)
        positive: np.ndarray = np.maximum(values, 0.0)
        positive *= GRID // GELU_STEPS
        # What is beyond the table is its last: 0.
        positive -= self._table.take(at, mode="clip")
        return positive


class Attention:
    """Attention of each token to the tokens of its own text.

    Args:
        table: uint16, exp(-x) times a factor, for x in steps of 2**-9; the last is 0.
        heads: the number of heads.
        width: the numbers of a state.
        most: the most tokens of a text.

    """

    def __init__(self, table: np.ndarray, heads: int, width: int, most: int) -> None:
        self._table = table.astype(np.float64)
        self._heads, self._size = heads, width // heads
        # The shares that are rounded add up to 1 and at most half a level for each token.
        self._value_levels = EXACT // (SHARES + most // 2)
        self._match_levels = math.isqrt(EXACT // self._size)
        self._factor = EXP_STEPS / math.sqrt(self._size) / GRID / GRID

    def __call__(self, state: np.ndarray, runs: Sequence[tuple[int, int]]) -> np.ndarray:
        """Return what each token gathers: (tokens, width).

        Args:
            state: (tokens, 3 * width): queries, keys and values.
            runs: of the texts in order, the number that follow each other with the same number of
                tokens, and that number.

        """
        gathered = np.empty((len(state), self._heads * self._size))
        start = 0
        for texts, length in runs:
            end = start + texts * length
            gathered[start:end] = self._gather(state[start:end], texts, length)
            start = end
        return gathered

    def _gather(self, state: np.ndarray, texts: int, length: int) -> np.ndarray:
        shape = (texts, length, 3, self._heads, self._size)
        queries, keys, values = state.reshape(shape).transpose(2, 0, 3, 1, 4)
        queries, query = _rounded(queries, self._match_levels, (2, 3))
        keys, key = _rounded(keys, self._match_levels, (2, 3))
        values, value = _rounded(values, self._value_levels, (2, 3))
        factor = (query / self._match_levels) * (key / self._match_levels) * self._factor
        matches = _product(queries, keys.transpose(0, 1, 3, 2))
        np.subtract(matches.max(axis=3, keepdims=True), matches, out=matches)
        matches *= factor
        np.rint(matches, out=matches)
        # What is beyond the table is its last: 0.
        shares: np.ndarray = self._table.take(matches.astype(np.intp), mode="clip")
        shares *= SHARES / shares.sum(axis=3, keepdims=True)
        np.rint(shares, out=shares)
        found = _product(shares, values)
        found /= shares.sum(axis=3, keepdims=True)
        found *= value / self._value_levels
        np.rint(found, out=found)
        joined: np.ndarray = found.transpose(0, 2, 1, 3).reshape(texts * length, -1)
        return joined
