"""Groups near-duplicates among examples, independent of their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.explore.literal_duplicates import literal_duplicate_groups
from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.training.fit_novelty import unit_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.base import Modality

__all__ = ["groups_of"]


def groups_of(
    keys: Sequence[str],
    fingerprints: Sequence[int | None],
    vectors: np.ndarray,
    modality: Modality[Any],
) -> np.ndarray:
    """Return the number of each example's group of near-duplicates, (examples,).

    Where a modality has no fingerprints, only examples with the same embedding are grouped.

    Args:
        keys: the examples' sha256. The examples are compared in the order of their keys, so that
            the same examples always give the same groups.
        fingerprints: the examples' fingerprints, such as perceptual hashes.
        vectors: (examples, dimension) their embeddings, at any scale.
        modality: their modality, which may say how much near-duplicates differ.

    """
    if not len(keys):
        return np.zeros(0, int)
    order = np.argsort(keys)
    if None in fingerprints:
        _, first, number = np.unique(vectors[order], axis=0, return_index=True, return_inverse=True)
        found = first[number.ravel()]
    else:
        hashes = np.array(fingerprints, np.uint64)
        unit, limits = unit_length(vectors[order]), modality.duplicate_limits
        if limits:
            found = literal_duplicate_groups(hashes[order], unit.astype(np.float32), limits)
        else:
            found = near_duplicate_groups(hashes[order], unit)
    groups = np.empty(len(keys), int)
    groups[order] = found
    return groups
