"""Groups copies of pictures, whatever order they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.training.novelty import unit_length

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["groups_of"]


def groups_of(
    keys: Sequence[str], perceptual_hashes: Sequence[int], sums: np.ndarray
) -> np.ndarray:
    """Return the number of each picture's group of near-duplicates, (pictures,).

    Args:
        keys: the pictures' sha256: they are compared in this order, so that the same pictures
            always give the same groups.
        perceptual_hashes: their perceptual hashes.
        sums: (pictures, channels) their embeddings.

    """
    if not len(keys):
        return np.zeros(0, int)
    order = np.argsort(keys)
    hashes = np.array(perceptual_hashes, np.uint64)
    found = near_duplicate_groups(hashes[order], unit_length(sums[order]))
    groups = np.empty(len(keys), int)
    groups[order] = found
    return groups
