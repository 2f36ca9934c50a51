"""Chooses for each example how similar another must be to count as a near-duplicate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.explore.dissimilarity import Signatures

__all__ = ["duplicate_thresholds"]

LIMIT = 0.85  # the highest threshold, in any neighbourhood
SHARE = 0.35  # the threshold, as a share of the neighbourhood's dissimilarity
NEAR = 0.01  # the share of a collection that is an example's neighbourhood ...
FEWEST = 8  # ... and its least number: more near-duplicates than these would lower the threshold
COMMON = 0.08  # the same share of half the collection's, for examples with many near-duplicates
SAME = 0.1  # the lowest threshold: less dissimilar examples are the same in any collection
ORDINARY = 1.5  # the dissimilarity of a neighbourhood that is too small to measure
REFERENCES = 1024  # examples that stand for a large collection
ROWS = 2048


def duplicate_thresholds(signatures: Signatures) -> np.ndarray:
    """Return each example's greatest dissimilarity from a near-duplicate, (examples,) float32.

    The neighbourhood of an example ends where a hundredth of the collection (at least eight
    examples) is nearer. Among photos of all kinds that is a dissimilarity of about 2.5, among
    photos of one kind of thing 1.5 to 2, among images of 28 x 28 pixels 1.2. A near-duplicate has
    to be much nearer than that, as in Lowe's ratio test (Distinctive Image Features from
    Scale-Invariant Keypoints, 2004, section 7.1).
    """
    count = len(signatures)
    chosen = np.unique(np.linspace(0, count - 1, min(count, REFERENCES)).astype(int))
    references = signatures.take(chosen)
    column = np.full(count, -1)
    column[chosen] = np.arange(len(chosen))
    others = len(chosen) - 1
    near = min(max(FEWEST, int(NEAR * others)), max(others - 1, 0))
    half = max(near, others // 2)
    limits = np.empty(count, np.float32)
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        table = signatures.take(rows).table(references)
        own = np.flatnonzero(column[rows] >= 0)
        table[own, column[rows][own]] = np.inf
        table.partition((near, min(half, len(chosen) - 1)), axis=1)
        around, common = table[:, near], table[:, min(half, len(chosen) - 1)]
        if others <= FEWEST + 1:
            around = np.full(len(rows), ORDINARY, np.float32)
        limits[rows] = np.minimum(LIMIT, np.maximum(SHARE * around, COMMON * common))
    return np.maximum(limits, SAME)
