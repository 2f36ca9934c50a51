"""An embedding: an input as a vector, the same numbers in every runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.runtime import Output

__all__ = ["Embedding", "sum_places"]

FIT_16_BITS = (2**16 - 1) // (2**8 - 1)


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
    # 257 numbers of 8 bits fit into 16; sums in 32 bits take twice as long.
    dtype = np.uint16 if places <= FIT_16_BITS else np.uint32
    sums = np.add.reduce(feature_map.values.reshape(places, channels), axis=0, dtype=dtype)
    numbers = sums.astype(np.float64)
    if feature_map.zero_point:
        numbers -= places * feature_map.zero_point
    return Embedding(numbers, feature_map.scale / places)
