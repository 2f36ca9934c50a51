"""Choose answers by the labels' probabilities, as a published multi-label function does."""

from __future__ import annotations

import numpy as np

from vizsla.functions.multi_label_answers import HOLDS

__all__ = ["decide_labels"]


def decide_labels(probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers and their scores.

    Args:
        probabilities: (examples, labels), each label's own.

    Returns:
        (examples,) the number of each answer's label, that of the labels for None; and (examples,)
        float64 the probability that the answer is right.

    """
    best = probabilities.argmax(axis=1)
    scores = probabilities[np.arange(len(best)), best]
    holds = scores >= HOLDS
    none = np.prod(1 - probabilities, axis=1)
    return np.where(holds, best, probabilities.shape[1]), np.where(holds, scores, none)
