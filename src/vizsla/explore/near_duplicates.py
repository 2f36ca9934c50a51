"""Finds pictures that are copies: resized, cropped a little, turned grey, mirrored."""

from __future__ import annotations

import numpy as np

from vizsla.explore.surroundings import surroundings
from vizsla.explore.unlikeness import Appearance

__all__ = ["near_duplicate_groups"]

ROWS, COLUMNS = 1024, 16_384  # of a table of comparisons at a time: 67 MB
CANDIDATES = 8  # the nearest earlier pictures that one may be grouped with
STANDING = 32  # pictures of a group that others are compared with
CHAIN = 1.5  # how much less like its group's first picture one may be than a copy is
NARROW = 128  # numbers of an embedding that comparisons are narrowed down on first ...
EXACT = 4096  # ... from this many pictures on


def near_duplicate_groups(perceptual_hashes: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """Group pictures that are copies of each other.

    Two are copies when they are far more alike than pictures of this collection are: the
    unlikeness (see ``Appearance``) must be below the threshold of both, which the pictures around
    each set (see ``surroundings``). So small, similar pictures of different things stay apart,
    where an absolute limit would join them.

    A copy of a copy joins the group only while it is also like the group's first picture, within
    1.5 times the threshold: no chain can swallow a collection.

    Args:
        perceptual_hashes: (pictures,) uint64, perceptual hashes of ``measure``.
        unit: (pictures, channels) float32, embeddings of length 1.

    Returns:
        (pictures,) int64, the number of each one's group: its first member's.

    """
    count = len(perceptual_hashes)
    groups = np.arange(count)
    if count < 2:  # noqa: PLR2004 - one has no copies
        return groups
    looks = Appearance.of(np.asarray(perceptual_hashes), np.asarray(unit))
    limits = surroundings(looks)
    narrow = looks if count < EXACT else looks.narrowed(NARROW)
    grouping = _Grouping(looks, limits)
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        columns = np.concatenate((grouping.standing(start), rows))
        grouping.join(*_candidates(looks, narrow, limits, rows, columns))
    return grouping.groups()


def _candidates(
    looks: Appearance,
    narrow: Appearance,
    limits: np.ndarray,
    rows: np.ndarray,
    columns: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of some pictures and the most alike of earlier ones that are copies of them.

    Args:
        looks: all pictures.
        narrow: the same on fewer numbers, never more unlike than they are.
        limits: (pictures,) thresholds.
        rows: the pictures' numbers.
        columns: the numbers of those to compare with, of which earlier ones count.

    Returns:
        The later pictures and the earlier ones, ordered by the later, and then most alike first.

    """
    later: list[np.ndarray] = []
    earlier: list[np.ndarray] = []
    here = narrow.take(rows)
    for start in range(0, len(columns), COLUMNS):
        there = columns[start : start + COLUMNS]
        table = here.table(narrow.take(there))
        copies = (table < limits[there]) & (table < limits[rows][:, None])
        if there[-1] >= rows[0]:
            copies &= there < rows[:, None]
        some = np.flatnonzero(copies.any(axis=1))
        if not len(some):
            continue
        table = np.where(copies[some], table[some], np.inf)
        most = min(CANDIDATES, len(there))
        nearest = np.argpartition(table, most - 1, axis=1)[:, :most]
        row, place = np.nonzero(np.isfinite(np.take_along_axis(table, nearest, axis=1)))
        later.append(rows[some[row]])
        earlier.append(there[nearest[row, place]])
    if not later:
        return np.zeros(0, int), np.zeros(0, int)
    these, those = np.concatenate(later), np.concatenate(earlier)
    unlike = looks.pairs(these, those)
    order = np.lexsort((those, unlike, these))
    order = order[(unlike < np.minimum(limits[these], limits[those]))[order]]
    return these[order], those[order]


class _Grouping:
    """Groups, each with its first picture, that grow only around it."""

    def __init__(self, looks: Appearance, limits: np.ndarray) -> None:
        self._looks = looks
        self._limits = limits
        self._first = np.arange(len(looks))
        self._members: dict[int, list[int]] = {}

    def join(self, later: np.ndarray, earlier: np.ndarray) -> None:
        """Join pairs of copies, in their order."""
        for a, b in zip(later.tolist(), earlier.tolist(), strict=True):
            one, other = int(self._first[a]), int(self._first[b])
            if one != other:
                self._merge(min(one, other), max(one, other))

    def standing(self, end: int) -> np.ndarray:
        """Return which of the first pictures to compare with: of a large group, only some."""
        stands = np.ones(end, bool)
        for members in self._members.values():
            stands[members[STANDING:]] = False
        return np.flatnonzero(stands)

    def _merge(self, first: int, second: int) -> None:
        moved = self._members.get(second, [second])
        numbers = np.array(moved)
        allowed = CHAIN * np.minimum(self._limits[first], self._limits[numbers])
        if (self._looks.pairs(np.full(len(numbers), first), numbers) >= allowed).any():
            return
        self._members.setdefault(first, [first]).extend(moved)
        self._members.pop(second, None)
        self._first[numbers] = first

    def groups(self) -> np.ndarray:
        """Return each picture's group: its first member's number."""
        return self._first
