"""An embedding: an input as numbers, the same numbers in every runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


__all__ = ["Embedding"]


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """An input as numbers.

    The numbers are kept as the encoder computes them, with one factor for all: whole numbers, where
    an encoder's arithmetic is exact, stay whole, and so every sum over them is exact too.

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
