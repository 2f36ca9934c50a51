"""Chooses a bounded number of examples that stand for all."""

from __future__ import annotations

import numpy as np

__all__ = ["evenly_spread"]


def evenly_spread(count: int, most: int) -> np.ndarray:
    """Return indices below ``count``, rising and evenly spread: all, or ``most`` at most."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))
