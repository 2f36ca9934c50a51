"""Computes an input's novelty: how unlike it is to the training examples of its answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.bundle.prototypes import Prototypes
    from vizsla.encoders.embedding import Embedding

__all__ = ["MOST_SCORE", "novelty_of"]

MOST_SCORE = 1 - 1e-4  # a score beyond it makes up for no more distance
NOTHING_NEAR = 2.0  # the greatest cosine distance


def novelty_of(
    prototypes: Prototypes,
    embedding: Embedding,
    row: int,
    score: float,
    score_weight: float,
) -> float:
    """Return the novelty of an input.

    The novelty is the cosine distance to the nearest prototype of the answer's row, in units of
    the distance that is usual there, less ``score_weight`` times the log-odds of the score: of two
    inputs at the same distance, the one that lies between two labels is the more novel.

    Args:
        prototypes: the head's prototypes.
        embedding: the input's embedding.
        row: the head's row of the answer.
        score: the answer's score, 0 to 1.
        score_weight: 0 or more.

    """
    distance = _distance(prototypes, embedding, row) / prototypes.usual_distances[row]
    if score_weight == 0:
        return distance
    bounded = min(max(score, 1 - MOST_SCORE), MOST_SCORE)
    return distance - score_weight * math.log(bounded / (1 - bounded))


def _distance(prototypes: Prototypes, embedding: Embedding, row: int) -> float:
    """Return the cosine distance, 0 to 2, to the nearest prototype of a row."""
    own = slice(None)
    if prototypes.starts is not None:
        own = slice(prototypes.starts[row], prototypes.starts[row + 1])
    directions, numbers = prototypes.directions[own], embedding.numbers
    if not len(directions):
        return NOTHING_NEAR
    length = float(np.sqrt(np.vecdot(numbers, numbers)))
    if length == 0:
        return 1.0
    return 1.0 - float((np.vecdot(directions, numbers) / prototypes.lengths[own]).max()) / length
