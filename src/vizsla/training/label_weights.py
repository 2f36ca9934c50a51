"""Weigh examples so that a label with few examples is not overlooked beside one with many."""

from __future__ import annotations

import numpy as np

__all__ = ["label_weights"]

# Each label weighs as if it had so many examples more. Where labels have few examples, they then
# weigh nearly the same; where they have hundreds, nearly what their examples do. There a fit knows
# how frequent the labels are, and with equal weights more answers would be wrong.
MORE = 20


def label_weights(allowed: np.ndarray) -> np.ndarray:
    """Return the weight of each example in a fit, (examples,) float64; their mean is 1.

    Without weights a fit favours the labels that have more examples, and the fewer examples there
    are in all, the more so. ``benchmarks/unbalanced.py`` measures what the weights gain. Negative
    examples weigh 1.

    Args:
        allowed: (examples, rows) bool, the rows that each example may have.

    """
    weights = np.ones(len(allowed))
    positive = allowed.sum(axis=1) == 1
    if positive.any():
        rows = allowed[positive].argmax(axis=1)
        counts = np.bincount(rows, minlength=allowed.shape[1])[rows]
        own = 1 + MORE / counts
        weights[positive] = own / own.mean()
    return weights
