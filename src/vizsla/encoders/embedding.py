"""An embedding: an input as a vector, the same numbers in every runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.runtime import Output

__all__ = ["Embedding", "sum_places"]


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """An input as a vector.

    The numbers are those that the encoder computes, with one factor for all. Where an encoder's
    arithmetic is exact they are whole, so that every sum over them is exact too.

    Attributes:
        numbers: (dimension,) float64; whole numbers where the encoder's ``dtype`` is an integer.
        scale: the factor that turns the numbers into the embedding's values.

    """

    numbers: np.ndarray
    scale: float

    @property
    def values(self) -> np.ndarray:
        """The embedding's values: (dimension,) float64."""
        return self.numbers * self.scale


def sum_places(feature_map: Output) -> Embedding:
    """Sum a feature map over its positions.

    Args:
        feature_map: (1, rows, columns, channels) 8-bit integers.

    """
    channels = feature_map.values.shape[-1]
    places = feature_map.values.size // channels
    sums = feature_map.values.reshape(places, channels).sum(axis=0, dtype=np.int32)
    sums -= places * feature_map.zero_point
    return Embedding(sums.astype(np.float64), feature_map.scale / places)
