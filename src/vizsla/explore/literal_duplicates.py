"""Groups near-duplicates of a modality whose limits are known, such as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.modality_values import DuplicateLimit

__all__ = ["literal_duplicate_groups"]

ROWS = 1024  # of a table of comparisons at a time


def literal_duplicate_groups(
    fingerprints: np.ndarray, unit: np.ndarray, limits: Sequence[DuplicateLimit]
) -> np.ndarray:
    """Group examples that are near-duplicates of the first example of a group.

    Args:
        fingerprints: (examples,) uint64.
        unit: (examples, dimensions) float32, embeddings of length 1.
        limits: two examples are near-duplicates within one of them.

    Returns:
        (examples,) int64, the group of each: the index of its first example.

    """
    groups = np.arange(len(fingerprints))
    for start in range(0, len(groups), ROWS):
        rows = slice(start, start + ROWS)
        columns = np.flatnonzero(groups[: start + ROWS] == np.arange(len(groups[: start + ROWS])))
        distances = np.float32(1) - unit[rows] @ unit[columns].T
        near = distances <= max(each.distance for each in limits)
        for row, column in _pairs(near, distances, fingerprints, start, columns, limits):
            if groups[row] == row and groups[column] == column:
                groups[row] = column
    return groups


def _pairs(
    near: np.ndarray,
    distances: np.ndarray,
    fingerprints: np.ndarray,
    start: int,
    columns: np.ndarray,
    limits: Sequence[DuplicateLimit],
) -> list[tuple[int, int]]:
    """Return near-duplicates, each with an earlier example, by the later, the nearest first."""
    row, place = np.nonzero(near)
    later, earlier = row + start, columns[place]
    kept = earlier < later
    later, earlier, apart = later[kept], earlier[kept], distances[row[kept], place[kept]]
    bits = np.bitwise_count(fingerprints[later] ^ fingerprints[earlier])
    within = np.zeros(len(later), bool)
    for each in limits:
        within |= (apart <= each.distance) & (bits <= each.bits)
    later, earlier, apart = later[within], earlier[within], apart[within]
    order = np.lexsort((earlier, apart, later))
    return list(zip(later[order].tolist(), earlier[order].tolist(), strict=True))
