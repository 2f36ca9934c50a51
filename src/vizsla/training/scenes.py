"""Tells whether many pictures are views of the same things: frames of a video, bursts.

What is held back is then not new, though no two pictures are copies, and figures from it promise
too much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.likeness import unit_length
from vizsla.training.material import UNKNOWN

if TYPE_CHECKING:
    from vizsla.training.material import Material

__all__ = ["many_views"]

LEAST = 20  # examples of a label; with fewer there is no telling
RANK = 50
MOST = 1000  # examples of a label that are compared
# The nearest example's distance as a share of a far one's, the median. Of single pictures it was
# 0.39 to 0.80 (photographs, stamps, clothes, digits); of six views of each photograph 0.10.
VIEWS = 0.25


def many_views(material: Material) -> bool:
    """Compare how near each example's nearest is with how near others of its label are.

    Args:
        material: the examples; of a group of near-duplicates one counts.

    """
    shares = []
    first = np.zeros(len(material), bool)
    first[np.unique(material.groups, return_index=True)[1]] = True
    for row in np.unique(material.truth[material.truth != UNKNOWN]):
        own = np.flatnonzero((material.truth == row) & first)[:MOST]
        if len(own) < LEAST:
            continue
        unit = unit_length(material.sums[own])
        apart = 1 - unit @ unit.T
        np.fill_diagonal(apart, 2)
        rank = min(RANK, len(own) // 2)
        near = np.partition(apart, (0, rank - 1), axis=1)
        shares.append(near[:, 0] / np.maximum(near[:, rank - 1], 1e-6))
    return bool(shares) and float(np.median(np.concatenate(shares))) < VIEWS
