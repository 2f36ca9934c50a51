"""Images to labels: the shipped classifiers, and the functions that users train on images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.cached_value import cached_property
from vizsla.encoders.embedding import sum_places
from vizsla.encoders.image_encoder import ImageEncoder
from vizsla.functions.classifier import Classifier
from vizsla.functions.explanation import Explanation
from vizsla.functions.feature_values import WEIGHTS
from vizsla.modalities.image.heat_map import heat_map_from_grid
from vizsla.modalities.image.resize import Pixels, crop_box, size_of

if TYPE_CHECKING:
    from vizsla.encoders.embedding import Embedding
    from vizsla.functions.call_options import CallOptions

__all__ = ["ImageClassifier"]


class ImageClassifier(Classifier[Pixels]):
    """Answers with the label of an image.

    An image is a path, an http(s) URL, bytes, a binary file, a PIL image, or an ndarray
    (height, width, 3) of uint8 RGB.
    """

    modality_name = "image"
    known_features = (WEIGHTS,)

    @cached_property
    def encoder(self) -> ImageEncoder:
        """The encoder whose embeddings the head takes."""
        return ImageEncoder.of_bundle(self._bundle)

    def scores(
        self,
        value: Pixels,
        threads: int | None = None,
        crop: float | None = None,
        *,
        calibrated: bool = True,
    ) -> np.ndarray:
        """Return the probability of each label among the labels, (labels,) float64.

        An answer's scores are these times its presence, where the head knows that.

        Args:
            value: the image.
            threads: the number of the engine's threads; all cores by default.
            crop: the share of the shorter side to keep; by default as the network was trained.
            calibrated: False for the scores before the calibration: what descriptions weigh
                against the detector's scores was fitted on these.

        """
        embedding = sum_places(self.encoder.feature_map(value, threads, crop))
        return self.scores_of(embedding, calibrated=calibrated)

    def scores_of(self, embedding: Embedding, *, calibrated: bool = True) -> np.ndarray:
        """Return the scores of an image by its embedding; see ``scores``."""
        calibration = None if calibrated else self.manifest.calibration
        factor = calibration.temperature if calibration else 1.0
        return self._linear_head.probabilities(embedding, factor)[: len(self.manifest.labels)]

    def _explain(self, value: Pixels, options: CallOptions, label: str | None) -> Explanation:
        size = size_of(value)
        if label is None:
            answer = self._answer(value, options, None)
            if answer.answer is None:
                return Explanation(None, np.zeros(size[::-1], np.float32))
            # Names may repeat; ids do not.
            label = answer.alternatives[0].id or answer.answer
        number = self._label_number(label)
        feature_map = self.encoder.feature_map(value)
        # The head is linear in the mean, so each position's share of the score is a product.
        shares = feature_map.values[0].astype(np.float64) - feature_map.zero_point
        shares = shares @ self.head.weights[number]
        box = crop_box(*size, self.encoder.crop)
        return Explanation(self.labels[number], heat_map_from_grid(shares, size, box))
