"""Embeds examples with a project's encoder, in the form in which the workspace stores them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.workspace import EncoderSpec

if TYPE_CHECKING:
    from vizsla.encoders.base import Encoder

__all__ = ["Embedder"]


class Embedder:
    """A project's encoder.

    Args:
        encoder: the encoder.

    """

    def __init__(self, encoder: Encoder[Any]) -> None:
        self.encoder = encoder

    @cached_property
    def spec(self) -> EncoderSpec:
        """The encoder as the workspace records it."""
        encoder = self.encoder
        return EncoderSpec(encoder.key, encoder.dtype, encoder.dimension, encoder.scale)

    def vector(self, value: object) -> np.ndarray:
        """Return the stored numbers of an input's embedding, (dimension,) of the encoder's dtype.

        Args:
            value: the input, as the encoder's modality loads it.

        Raises:
            OptionError: a number does not fit into the encoder's dtype.

        """
        return self.spec.cast(self.encoder.embed(value, 1).numbers)

    @property
    def empty(self) -> np.ndarray:
        """Vectors of no example, (0, dimension)."""
        return np.zeros((0, self.spec.dimension), self.spec.dtype)
