"""The embedding of a picture: what the backbone's feature map sums up to.

The feature map is unsigned 8-bit integers, (1, 7, 7, 1280). The embedding is their mean over the
49 places. It is kept as the integer sums and one factor, so that it is the same in every runtime
to the last bit, and finer than an 8-bit mean would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.runtime import Output

__all__ = ["Embedding", "embed"]


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """A picture as numbers.

    Attributes:
        sums: (channels,) float64, each a whole number.
        factor: what makes them the feature map's mean.

    """

    sums: np.ndarray
    factor: float

    @property
    def values(self) -> np.ndarray:
        """The embedding proper: (channels,) float64."""
        return self.sums * self.factor


def embed(feature_map: Output) -> Embedding:
    """Sum up a feature map over its places."""
    channels = feature_map.values.shape[-1]
    places = feature_map.values.size // channels
    sums = feature_map.values.reshape(places, channels).sum(axis=0, dtype=np.int32)
    sums -= places * feature_map.zero_point
    return Embedding(sums.astype(np.float64), feature_map.scale / places)
