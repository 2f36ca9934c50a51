"""Computes an answer's presence: how likely an input shows what the answer names at all.

A softmax shares out all of the probability among the labels, also where an input shows none of
them. An embedding that points another way than the answer's weights is such an input, more often
than not. What was tried beside the direction stands in ``docs/concepts/answer.md``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.bundle.head import Head
    from vizsla.encoders.embedding import Embedding

__all__ = ["cosine_of", "presence_of"]

LEAST_LOGIT = -700.0  # a float64 holds no larger power


def cosine_of(head: Head, embedding: Embedding, row: int) -> float:
    """Return the cosine, -1 to 1, of an embedding and a row's weights; 0 where one is all zero."""
    numbers, weights = embedding.numbers, head.weights[row].astype(np.float64)
    # With int8 weights these are whole numbers below 2**53: exact in any order.
    product = float(np.vecdot(weights, numbers))
    lengths = math.sqrt(float(np.vecdot(numbers, numbers)))
    lengths *= math.sqrt(float(np.vecdot(weights, weights)))
    return product / lengths if lengths else 0.0


def presence_of(head: Head, embedding: Embedding, row: int) -> float:
    """Return the presence, 0 to 1, of a row's label; 1 for a head that does not know it.

    Args:
        head: the head.
        embedding: the input's embedding.
        row: the head's row of the likeliest label.

    """
    if head.presence is None:
        return 1.0
    intercept, slope = head.presence[row].tolist()
    logit = intercept + slope * cosine_of(head, embedding, row)
    return 1 / (1 + math.exp(-logit)) if logit > LEAST_LOGIT else 0.0
