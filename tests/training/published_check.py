"""Asks the novelty check of a published function."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.head import read_head, write_head
from vizsla.encoders.embedding import Embedding
from vizsla.functions.novelty import novelty_of

if TYPE_CHECKING:
    from vizsla.training.trained_head import TrainedHead


def familiar(
    trained: TrainedHead, embeddings: np.ndarray, rows: np.ndarray, scores: np.ndarray
) -> np.ndarray:
    """Return whether each embedding is familiar, (examples,) bool, by its answer and score."""
    made = read_head(
        write_head(
            trained.weights, trained.bias, trained.prototypes, trained.prototype_counts,
            trained.usual_distances,
        ),
        "head", len(trained.labels),
    ).prototypes  # fmt: skip
    assert made is not None
    novelties = [
        novelty_of(made, Embedding(each.astype(float), 1.0), row, score, trained.score_weight)
        for each, row, score in zip(embeddings, rows, scores, strict=True)
    ]
    return np.array(novelties) <= trained.novelty_limit
