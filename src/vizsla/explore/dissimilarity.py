"""Measures how dissimilar two examples are, to tell near-duplicates from similar examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vizsla.explore.principal_directions import principal_directions

__all__ = ["Signatures"]

DISTANCE = 0.5  # a cosine distance of the embeddings that counts as dissimilarity 1
BITS = 26.0  # a number of differing bits, of 64, that counts as dissimilarity 1
SAMPLE = 2048  # examples that principal directions are computed from


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """Embeddings and fingerprints, in a form that compares many with many in matrix products.

    Two examples are compared in two ways. The distance is the cosine distance of their embeddings:
    it stays small where an image was cropped, turned or framed, or got a caption. The dissimilarity
    is that distance divided by 0.5, plus the number of bits in which their fingerprints differ
    divided by 26; one of the two may be mirrored, whichever gives less. It stays small where an
    image was made smaller, blurred or grey.

    The hash of the mirror image need not be computed: mirroring changes the sign of every odd
    horizontal frequency, and so flips every second bit.

    Attributes:
        unit: (examples, dimensions) float32, embeddings of length 1.
        fixed: (examples, 32) float32: the bits that mirroring keeps, scaled.
        flipped: (examples, 32) float32: the bits that mirroring flips, scaled.

    """

    unit: np.ndarray
    fixed: np.ndarray
    flipped: np.ndarray

    @classmethod
    def of(cls, fingerprints: np.ndarray, unit: np.ndarray) -> Signatures:
        """Make signatures from (examples,) uint64 and (examples, dimensions) unit embeddings."""
        octets = fingerprints.astype(">u8").view(np.uint8).reshape(-1, 8)
        signs = np.unpackbits(octets, axis=1).astype(np.float32) * 2 - 1
        signs *= np.float32(1 / np.sqrt(2 * BITS))
        fixed, flipped = (np.ascontiguousarray(signs[:, start::2]) for start in (0, 1))
        return cls(unit.astype(np.float32), fixed, flipped)

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.unit)

    def take(self, which: np.ndarray | slice) -> Signatures:
        """Return the signatures of some of the examples."""
        return Signatures(self.unit[which], self.fixed[which], self.flipped[which])

    def tables(self, other: Signatures) -> tuple[np.ndarray, np.ndarray]:
        """Compare all with all others.

        Returns:
            The distances, (these, others) float32, 0 to 2; and the dissimilarities, 0 to 6.5.

        """
        distances: np.ndarray = self.unit @ other.unit.T
        np.subtract(np.float32(1), distances, out=distances)
        values: np.ndarray = self.flipped @ other.flipped.T
        np.abs(values, out=values)
        values += self.fixed @ other.fixed.T
        np.subtract(np.float32(32 / BITS), values, out=values)
        values += distances * np.float32(1 / DISTANCE)
        return distances, values

    def pairs(self, these: np.ndarray, those: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the distances and the dissimilarities of pairs, (pairs,) float32 each."""
        distances = np.float32(1) - np.vecdot(self.unit[these], self.unit[those])
        same = np.vecdot(self.fixed[these], self.fixed[those])
        same += np.abs(np.vecdot(self.flipped[these], self.flipped[those]))
        return distances, np.float32(32 / BITS) - same + distances * np.float32(1 / DISTANCE)

    def reduced(self, most: int) -> Signatures:
        """Return signatures of fewer dimensions, whose distances are never too large.

        About the first principal directions of the embeddings are kept, and the length of the
        rest: the product of two such lengths is the most that the rest could add to a similarity
        (Cauchy and Schwarz). An error of the directions only means more pairs to compare.

        Args:
            most: the number of directions.

        """
        if self.unit.shape[1] <= most + 1:
            return self
        directions = principal_directions(self.unit[:: max(1, len(self) // SAMPLE)], most)
        kept = self.unit @ directions
        whole, part = (np.vecdot(each, each) for each in (self.unit, kept))
        rest = np.sqrt(np.maximum(whole - part, 0)) + np.float32(1e-3)  # more than is rounded off
        unit = np.concatenate((kept, rest[:, None]), axis=1)
        return Signatures(unit, self.fixed, self.flipped)
