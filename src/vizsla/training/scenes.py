"""Tells whether many pictures are views of the same things: frames of a video, bursts.

What is held back is then not new, though no two pictures are copies, and figures from it promise
too much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.novelty import unit_length
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from vizsla.training.training_set import TrainingSet

__all__ = ["has_repeated_scenes"]

LEAST = 20  # examples of a label; with fewer there is no telling
RANK = 50
MOST = 1000  # examples of a label that are compared
# The nearest example's distance as a share of a far one's, the median. Of single pictures it was
# 0.39 to 0.80 (photographs, stamps, clothes, digits); of six views of each photograph 0.10.
VIEWS = 0.25


def has_repeated_scenes(training_set: TrainingSet) -> bool:
    """Compare how near each example's nearest is with how near others of its label are.

    Args:
        training_set: the examples; of a group of near-duplicates one counts.

    """
    shares = []
    first = np.zeros(len(training_set), bool)
    first[np.unique(training_set.groups, return_index=True)[1]] = True
    for row in np.unique(training_set.truth[training_set.truth != UNKNOWN]):
        own = np.flatnonzero((training_set.truth == row) & first)[:MOST]
        if len(own) < LEAST:
            continue
        unit = unit_length(training_set.sums[own])
        apart = 1 - unit @ unit.T
        np.fill_diagonal(apart, 2)
        rank = min(RANK, len(own) // 2)
        near = np.partition(apart, (0, rank - 1), axis=1)
        shares.append(near[:, 0] / np.maximum(near[:, rank - 1], 1e-6))
    return bool(shares) and float(np.median(np.concatenate(shares))) < VIEWS
