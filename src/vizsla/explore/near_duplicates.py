"""Groups near-duplicates: images that were resized, cropped, turned, framed or mirrored."""

from __future__ import annotations

import numpy as np

from vizsla.explore.dissimilarity import Signatures
from vizsla.explore.duplicate_thresholds import DuplicateThresholds, duplicate_thresholds

__all__ = ["near_duplicate_groups"]

ROWS, COLUMNS = 1024, 8192  # of two tables of comparisons at a time: 67 MB
CANDIDATES = 8  # the nearest earlier examples that one may be grouped with
COMPARED = 32  # examples of a group that others are compared with
CHAIN = 1.5  # thresholds from a group's first example to the farthest one in it
REDUCED = 128  # dimensions of the signatures that all examples are compared by first ...
EXACT = 4096  # ... from this number of examples on


def near_duplicate_groups(fingerprints: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Group examples that are near-duplicates of each other.

    Two examples are near-duplicates when they are far more similar than is usual in this
    collection: the distance of their embeddings, or their dissimilarity (see ``Signatures``), must
    be below the thresholds of both. Each threshold depends on the example's neighbourhood (see
    ``duplicate_thresholds``). So small, similar images of different things stay apart, where one
    threshold for all would join them.

    A near-duplicate of a near-duplicate joins a group only while it is also similar to the group's
    first example, within 1.5 times the threshold. So no chain can join a whole collection.

    Args:
        fingerprints: (examples,) uint64, such as perceptual hashes.
        unit: (examples, dimensions) float32, embeddings of length 1.

    Returns:
        (examples,) int64, the group of each: the index of its first example.

    """
    count = len(fingerprints)
    groups = np.arange(count)
    if count < 2:  # noqa: PLR2004 - one example has no near-duplicates
        return groups
    signatures = Signatures.of(np.asarray(fingerprints), np.asarray(unit))
    limits = duplicate_thresholds(signatures)
    reduced = signatures if count < EXACT else signatures.reduced(REDUCED)
    grouping = _Grouping(signatures, limits)
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        columns = np.concatenate((grouping.compared(start), rows))
        grouping.join(*_candidates(signatures, reduced, limits, rows, columns))
    return grouping.groups()


def _candidates(
    signatures: Signatures,
    reduced: Signatures,
    limits: DuplicateThresholds,
    rows: np.ndarray,
    columns: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of examples and their most similar earlier near-duplicates.

    Args:
        signatures: the signatures of all examples.
        reduced: the same in fewer dimensions, whose distances are never too large.
        limits: the thresholds of all examples.
        rows: the indices of the examples.
        columns: the indices of the examples to compare with; only earlier ones count.

    Returns:
        The later examples and the earlier ones, ordered by the later, the most similar first.

    """
    later: list[np.ndarray] = []
    earlier: list[np.ndarray] = []
    here = reduced.take(rows)
    for start in range(0, len(columns), COLUMNS):
        there = columns[start : start + COLUMNS]
        tables = here.tables(reduced.take(there))
        near = limits.near(tables, rows, there)
        if there[-1] >= rows[0]:
            near &= there < rows[:, None]
        some = np.flatnonzero(near.any(axis=1))
        if not len(some):
            continue
        row, column = np.nonzero(near[some])
        table = np.full((len(some), len(there)), np.inf, np.float32)
        # From the tables: to gather both signatures of each pair again would take far longer.
        values = tuple(each[some[row], column] for each in tables)
        table[row, column] = limits.ratios(values, rows[some[row]], there[column])
        most = min(CANDIDATES, len(there))
        nearest = np.argpartition(table, most - 1, axis=1)[:, :most]
        row, rank = np.nonzero(np.isfinite(np.take_along_axis(table, nearest, axis=1)))
        later.append(rows[some[row]])
        earlier.append(there[nearest[row, rank]])
    if not later:
        return np.zeros(0, int), np.zeros(0, int)
    these, those = np.concatenate(later), np.concatenate(earlier)
    closeness = limits.closeness(signatures, these, those)
    order = np.lexsort((those, closeness, these))
    order = order[closeness[order] < 1]
    return these[order], those[order]


class _Grouping:
    """Groups that only grow around their first example."""

    def __init__(self, signatures: Signatures, limits: DuplicateThresholds) -> None:
        self._signatures = signatures
        self._limits = limits
        self._first = np.arange(len(signatures))
        self._members: dict[int, list[int]] = {}
        self._refused: set[tuple[int, int]] = set()  # for good: groups only grow

    def join(self, later: np.ndarray, earlier: np.ndarray) -> None:
        """Join pairs of near-duplicates, in their order."""
        firsts = self._first[earlier]
        apart = self._limits.closeness(self._signatures, firsts, later) >= CHAIN
        for a, b, first, far in zip(
            later.tolist(), earlier.tolist(), firsts.tolist(), apart.tolist(), strict=True
        ):
            one, other = int(self._first[a]), int(self._first[b])
            if one == other:
                continue
            # Most are the first of their kind to join a group, and were compared all at once.
            if one == a and other == first and a not in self._members:
                if not far:
                    self._move([a], other)
            else:
                self._merge(min(one, other), max(one, other))

    def compared(self, end: int) -> np.ndarray:
        """Return the examples before ``end`` to compare with, at most 32 of each group."""
        chosen = np.ones(end, bool)
        for members in self._members.values():
            chosen[members[COMPARED:]] = False
        return np.flatnonzero(chosen)

    def _merge(self, first: int, second: int) -> None:
        if (first, second) in self._refused:
            return
        moved = self._members.get(second, [second])
        firsts = np.full(len(moved), first)
        if (self._limits.closeness(self._signatures, firsts, np.array(moved)) >= CHAIN).any():
            self._refused.add((first, second))
            return
        self._members.pop(second, None)
        self._move(moved, first)

    def _move(self, moved: list[int], first: int) -> None:
        self._members.setdefault(first, [first]).extend(moved)
        self._first[moved] = first

    def groups(self) -> np.ndarray:
        """Return the group of each example: the index of the group's first one."""
        return self._first
