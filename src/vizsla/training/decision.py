"""Choose answers by probability, as a published function does."""

from __future__ import annotations

import numpy as np

__all__ = ["LEAST_KNOWN", "decide"]

LEAST_KNOWN = 0.5  # where the labels' probabilities add up to less, the answer is None


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
