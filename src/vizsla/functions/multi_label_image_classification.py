"""Images to several labels each: functions that users train on images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.functions.image_classification import ImageClassifier
from vizsla.functions.multi_label_answers import MultiLabelClassifier
from vizsla.modalities.image.resize import Pixels

if TYPE_CHECKING:
    import numpy as np

    from vizsla.encoders.embedding import Embedding

__all__ = ["MultiLabelImageClassifier"]


class MultiLabelImageClassifier(MultiLabelClassifier[Pixels], ImageClassifier):
    """Answers with each label that holds for an image; inputs are as of an ImageClassifier."""

    def scores_of(self, embedding: Embedding, *, calibrated: bool = True) -> np.ndarray:
        """Return the probability of each label, (labels,) float64; they are always calibrated."""
        del calibrated
        return self._probabilities(embedding, None)
