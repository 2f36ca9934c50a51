"""Chooses for each example how similar another must be to count as a near-duplicate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.evenly_spread import evenly_spread

if TYPE_CHECKING:
    from vizsla.explore.dissimilarity import Signatures

__all__ = ["DuplicateThresholds", "duplicate_thresholds"]

NEAR = 0.01  # the share of a collection that is an example's neighbourhood
REFERENCES = 1024  # examples that stand for a large collection
ROWS = 2048


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rule for a threshold in one measure.

    Attributes:
        fewest: the least number of examples in a neighbourhood. More near-duplicates than these
            lower the threshold; but where a label has no more examples than these, all examples
            of other labels are far, and the threshold is too high.
        share: the threshold, as a share of the value at which the neighbourhood ends ...
        power: ... times this power of the ratio of that value to the one of half the collection:
            in a dense neighbourhood a smaller share.
        least: the same share of the value at which half of the collection ends, for examples with
            many near-duplicates.
        most: the highest threshold, as a share of the value at which half of the collection ends.
        lowest: the lowest threshold: less dissimilar examples are the same in any collection.
        highest: the highest threshold in any collection.
        ordinary: the two values in a collection that is too small to measure.

    """

    fewest: int
    share: float
    power: float
    least: float
    most: float
    lowest: float
    highest: float
    ordinary: tuple[float, float]

    def threshold(self, near: np.ndarray, half: np.ndarray) -> np.ndarray:
        """Return the thresholds, (examples,), for where each neighbourhood and each half ends."""
        near = np.maximum(near, 0)  # of equal embeddings, rounding can put it just below
        sparse = (near / np.maximum(half, 1e-9)) ** self.power
        found = np.maximum(self.share * near * sparse, self.least * half)
        found = np.minimum(found, np.minimum(self.most * half, self.highest))
        raised: np.ndarray = np.maximum(found, self.lowest)
        return raised


DISTANCE = _Rule(3, 0.45, 0.5, 0.05, 0.25, 0.0, np.inf, (0.3, 0.8))
DISSIMILARITY = _Rule(8, 0.35, 0.0, 0.08, np.inf, 0.1, 0.85, (1.5, 1.5))


@dataclass(frozen=True, slots=True, eq=False)
class DuplicateThresholds:
    """The greatest differences of each example from a near-duplicate.

    Attributes:
        distances: (examples,) float32, of the embeddings.
        dissimilarities: (examples,) float32, of embeddings and fingerprints together.

    """

    distances: np.ndarray
    dissimilarities: np.ndarray

    def closeness(self, signatures: Signatures, these: np.ndarray, those: np.ndarray) -> np.ndarray:
        """Return how close pairs are, (pairs,) float32: near-duplicates are below 1.

        It is the ratio of a difference to the lower threshold of the two, in the measure in which
        it is smaller.
        """
        return self.ratios(signatures.pairs(these, those), these, those)

    def ratios(
        self, differences: tuple[np.ndarray, ...], these: np.ndarray, those: np.ndarray
    ) -> np.ndarray:
        """Return the closeness of pairs whose differences are known; see ``closeness``.

        Args:
            differences: the distances and the dissimilarities, (pairs,) float32 each; overwritten.
            these: (pairs,) the indices of the one example of each pair.
            those: (pairs,) the indices of the other.

        """
        distances, values = differences
        distances /= np.maximum(np.minimum(self.distances[these], self.distances[those]), 1e-9)
        values /= np.minimum(self.dissimilarities[these], self.dissimilarities[those])
        closeness: np.ndarray = np.minimum(distances, values)
        return closeness

    def near(
        self, tables: tuple[np.ndarray, np.ndarray], rows: np.ndarray, columns: np.ndarray
    ) -> np.ndarray:
        """Return which pairs of a table are near-duplicates, (rows, columns) bool.

        Args:
            tables: the distances and dissimilarities, (rows, columns) each.
            rows: the indices of the rows' examples.
            columns: the indices of the columns' examples.

        """
        found = np.zeros(tables[0].shape, bool)
        for table, limits in zip(tables, (self.distances, self.dissimilarities), strict=True):
            within = table < limits[columns]
            within &= table < limits[rows][:, None]
            found |= within
        return found


def duplicate_thresholds(signatures: Signatures) -> DuplicateThresholds:
    """Return each example's greatest differences from a near-duplicate.

    The neighbourhood of an example ends where a hundredth of the collection (at least three or
    eight examples) is nearer. Among photos of all kinds that is a distance of about 0.7 and a
    dissimilarity of about 2.3, among images of 28 x 28 pixels 0.2 and 1. A near-duplicate has to be
    much nearer than that, as in Lowe's ratio test (Distinctive Image Features from Scale-Invariant
    Keypoints, 2004, section 7.1). All limits of the distance are shares of distances in the same
    collection, so that they hold for any encoder.
    """
    count = len(signatures)
    chosen = evenly_spread(count, REFERENCES)
    references = signatures.take(chosen)
    column = np.full(count, -1)
    column[chosen] = np.arange(len(chosen))
    others = len(chosen) - 1
    limits = np.empty((2, count), np.float32)
    for start in range(0, count, ROWS):
        rows = np.arange(start, min(start + ROWS, count))
        own = np.flatnonzero(column[rows] >= 0)
        tables = signatures.take(rows).tables(references)
        for number, (table, rule) in enumerate(zip(tables, (DISTANCE, DISSIMILARITY), strict=True)):
            near = min(max(rule.fewest, int(NEAR * others)), max(others - 1, 0))
            half = min(max(near, others // 2), others)
            if others <= rule.fewest + 1:
                ends = tuple(np.full(len(rows), each, np.float32) for each in rule.ordinary)
            else:
                table[own, column[rows][own]] = np.inf
                table.partition((near, half), axis=1)
                ends = table[:, near], table[:, half]
            limits[number, rows] = rule.threshold(*ends)
    return DuplicateThresholds(limits[0], limits[1])
