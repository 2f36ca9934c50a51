"""The shipped backbone, as projects use it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.embedding import embed
from vizsla.functions.loading import shipped_classifier
from vizsla.workspace import EncoderSpec

if TYPE_CHECKING:
    from vizsla.bundle import Bundle, Manifest
    from vizsla.functions.image_classification import Classifier
    from vizsla.modalities.image.load_image import Pixels

__all__ = ["Backbone"]


class Backbone:
    """What turns pictures into whole-number embeddings."""

    @cached_property
    def _classifier(self) -> Classifier:
        return shipped_classifier()

    @property
    def bundle(self) -> Bundle:
        """The shipped bundle whose graph it is."""
        return self._classifier.bundle

    @property
    def manifest(self) -> Manifest:
        """What the shipped function says of itself."""
        return self._classifier.manifest

    @property
    def name(self) -> str:
        """A name for model and preprocessing: embeddings of another one are not these."""
        graph = self.bundle.graph
        weights = self.bundle.graph_sha256()[:16]
        return f"efficientnet-lite0 {weights} {graph.resize} {graph.crop:g}"

    @cached_property
    def spec(self) -> EncoderSpec:
        """How the workspace stores its embeddings."""
        dimension = len(self.sums(np.zeros((8, 8, 3), np.uint8)))
        return EncoderSpec(self.name, "int16", dimension, self.factor)

    @cached_property
    def factor(self) -> float:
        """What makes whole-number sums the embeddings."""
        return embed(self._classifier.feature_map(np.zeros((8, 8, 3), np.uint8))).factor

    def sums(self, picture: Pixels) -> np.ndarray:
        """Return a picture's embedding in whole numbers, (channels,) int16.

        49 places of unsigned 8-bit numbers sum up to less than 2**15.
        """
        return embed(self._classifier.feature_map(picture, 1)).sums.astype(np.int16)
