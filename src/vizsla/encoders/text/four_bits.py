"""Reads tables and matrices of 4-bit numbers, two a byte, with a scale for each row or block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FourBitRows", "int8_matrix"]

MOST = 127  # of int8
ZERO = 8  # the code of 0 in a matrix; the others are 1 apart


class FourBitRows:
    """A table of 4-bit numbers: each is one of 16 levels, times the scale of its block of a row.

    It stays packed in memory; rows are read as they are asked for.

    Args:
        tensors: the tensors of a weights' file: ``NAME.codes``, (rows, columns / 2) uint8, the
            first number in the low bits; ``NAME.scale``, (rows, blocks) or (rows,), float.
        name: the table's name.
        levels: (16,) float64.

    Attributes:
        count: the number of rows.

    """

    def __init__(self, tensors: Mapping[str, np.ndarray], name: str, levels: np.ndarray) -> None:
        self._codes, self._levels = tensors[f"{name}.codes"], levels
        self.count = len(self._codes)
        self._scale = tensors[f"{name}.scale"].reshape(self.count, -1)

    def __getitem__(self, numbers: np.ndarray) -> np.ndarray:
        """Return some rows: (rows, columns) float64."""
        packed = self._codes[numbers]
        codes = np.empty((len(numbers), 2 * packed.shape[1]), np.intp)
        codes[:, 0::2] = packed & 15
        codes[:, 1::2] = packed >> 4
        found: np.ndarray = self._levels[codes]
        scale = self._scale[numbers].astype(np.float64)
        blocks = found.reshape(*scale.shape, -1)  # a view
        blocks *= scale[:, :, None]
        return found


def int8_matrix(tensors: Mapping[str, np.ndarray], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix in int8, and the factor of each row, float32 or float64.

    One in 4 bits with a scale a block, ``NAME.codes`` and ``NAME.scale``, is rounded to int8 with a
    scale a row: the largest number of a row becomes 127. That adds a small part of what rounding to
    4 bits lost, and single operations on float64 give the same numbers everywhere.

    Args:
        tensors: the tensors of a weights' file.
        name: the matrix's name.

    """
    if f"{name}.weight" in tensors:
        return tensors[f"{name}.weight"], tensors[f"{name}.scale"]
    rows = FourBitRows(tensors, name, np.arange(16.0) - ZERO)
    values = rows[np.arange(rows.count)]
    largest = np.abs(values).max(axis=1)
    scale = np.where(largest > 0, largest, 1.0) / MOST
    return np.rint(values / scale[:, None]).astype(np.int8), scale
