"""Choose answers by probability, as a published function does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LEAST_KNOWN", "decide", "exclude"]

LEAST_KNOWN = 0.5  # where the labels' probabilities add up to less, the answer is None


def exclude(probabilities: np.ndarray, rows: Sequence[int]) -> None:
    """Set the probabilities of excluded rows to 0, and make the others add up to 1 again.

    Where none is left, all are 0: the answer is then None, with the score 0.

    Args:
        probabilities: (rows,) of one example; changed in place.
        rows: the numbers of the excluded rows.

    """
    if not len(rows):
        return
    probabilities[list(rows)] = 0
    total = probabilities.sum()
    if total > 0:
        probabilities /= total


def decide(probabilities: np.ndarray, labels: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers and their scores.

    Args:
        probabilities: (examples, rows).
        labels: the number of rows that are labels; one more row is for 'none of these'.

    Returns:
        (examples,) the row of each answer, and (examples,) float64 the probability that the answer
        is right.

    """
    known = probabilities[:, :labels]
    best = known.argmax(axis=1)
    scores = known[np.arange(len(best)), best]
    if probabilities.shape[1] > labels:
        total = known.sum(axis=1)
        none = total < LEAST_KNOWN
        best = np.where(none, labels, best)
        scores = np.where(none, 1 - total, scores)
    return best, scores
