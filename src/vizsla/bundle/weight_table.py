"""Reads and writes the weights that a head gives to features by their names.

The tensors: ``names``, the features' names as a JSON list in UTF-8 (uint8); ``weights`` (rows,
names) float32, what each name adds to the outputs where it is there; and ``bias`` (rows) float32,
what is added always. Rows are those of the head.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import safetensors
import safetensors.numpy

from vizsla.bundle.bundle_fields import parse_json
from vizsla.bundle.read_tensors import read_tensors
from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["WeightTable", "read_weight_table", "write_weight_table"]

MOST_NAMES = 2**14
DTYPES = {"names": "uint8", "weights": "float32", "bias": "float32"}


@dataclass(frozen=True, slots=True, eq=False)
class WeightTable:
    """Names of features, with their weights.

    Attributes:
        names: the names, each once.
        weights: (rows, names) float64 with the values of float32.
        bias: (rows,) float64 with the values of float32.

    """

    names: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def outputs(self, present: Collection[str]) -> np.ndarray:
        """Return what an input's features add to the head's outputs, (rows,) float64.

        The sums are made name by name in the table's order, as in every language.

        Args:
            present: the names of the input's features; those that the table lacks count for
                nothing.

        """
        total = self.bias.copy()
        for column, name in enumerate(self.names):
            if name in present:
                total += self.weights[:, column]
        return total


def read_weight_table(content: bytes, where: str, rows: int) -> WeightTable:
    """Check and read a table.

    Args:
        content: the file's content.
        where: the file's name, for messages.
        rows: the number of the head's rows.

    Raises:
        BundleDamagedError: the file is no table of weights, or does not fit the head.

    """
    try:
        tensors = read_tensors(content, DTYPES)
        names = _names(parse_json(tensors["names"].tobytes(), where))
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BundleDamagedError(
            f"{where} is no table of weights ({error}); copy the bundle again"
        ) from error
    weights, bias = tensors["weights"], tensors["bias"]
    fits = (
        len(names) <= MOST_NAMES
        and weights.shape == (rows, len(names))
        and bias.shape == (rows,)
        and np.isfinite(weights).all()
        and np.isfinite(bias).all()
    )
    if not fits:
        raise BundleDamagedError(
            f"{where} holds {len(names)} names with weights of shape {weights.shape}, where the "
            f"head has {rows} rows; copy the bundle again"
        )
    return WeightTable(names, weights.astype(np.float64), bias.astype(np.float64))


def write_weight_table(table: WeightTable) -> bytes:
    """Return a table's file; the same table gives the same bytes."""
    names = json.dumps(table.names, ensure_ascii=False, separators=(",", ":")).encode()
    tensors: dict[str, np.ndarray] = {
        "names": np.frombuffer(names, np.uint8),
        "weights": np.ascontiguousarray(table.weights, np.float32),
        "bias": np.ascontiguousarray(table.bias, np.float32),
    }
    return bytes(safetensors.numpy.save(tensors))


def _names(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError("its names are no list of texts")
    if len(set(found)) != len(found):
        raise ValueError("a name is there twice")
    return tuple(found)
