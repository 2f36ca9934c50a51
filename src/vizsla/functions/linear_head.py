"""Computes a linear head's probabilities, and the novelty distance, all in float64."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.encoders.embedding import Embedding

__all__ = ["novelty_distance", "probabilities"]


def probabilities(head: Head, embedding: Embedding) -> np.ndarray:
    """Return the softmax over the head's rows, (rows,) float64.

    With int8 weights the products and sums are whole numbers below 2**53: exact in any order,
    and so the same in every language.
    """
    # Row by row: BLAS's threads would keep spinning, and take the cores from the engine's.
    products = np.vecdot(head.weights, embedding.numbers)
    logits = products * (head.scale * embedding.scale) + head.bias
    powers = np.exp(logits - logits.max())
    result: np.ndarray = powers / powers.sum()
    return result


def novelty_distance(prototypes: np.ndarray, embedding: Embedding) -> float:
    """Return the cosine distance, 0 to 2, from an embedding to the nearest of the prototypes."""
    length = float(np.sqrt(np.vecdot(embedding.numbers, embedding.numbers)))
    if length == 0:
        return 1.0
    return 1.0 - float(np.vecdot(prototypes, embedding.numbers).max()) / length
