"""Measures how dissimilar two examples are, to tell near-duplicates from similar examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Signatures"]

DISTANCE = 0.5  # the cosine distance of the embeddings that alone makes two examples different
SAMPLE = 2048  # examples that principal directions are computed from
BITS = 26.0  # the number of differing bits of 64 that alone does


@dataclass(frozen=True, slots=True, eq=False)
class Signatures:
    """Embeddings and fingerprints, in a form that compares many with many in two matrix products.

    The dissimilarity of two examples is the cosine distance of their embeddings divided by 0.5,
    plus the number of bits in which their fingerprints differ divided by 26. One of the two may be
    mirrored, whichever gives less. The embedding covers what a perceptual hash fails on (a
    watermark, an edge cut off), and the hash covers what the embedding fails on (a smaller size,
    no colours).

    The hash of the mirror image need not be computed: mirroring changes the sign of every odd
    horizontal frequency, and so flips every second bit.

    Attributes:
        fixed: (examples, dimensions + 32) float32: the embedding and the bits that mirroring
            keeps, scaled.
        flipped: (examples, 32) float32: the bits that mirroring flips, scaled.

    """

    fixed: np.ndarray
    flipped: np.ndarray

    @classmethod
    def of(cls, fingerprints: np.ndarray, unit: np.ndarray) -> Signatures:
        """Make signatures from (examples,) uint64 and (examples, dimensions) unit embeddings."""
        octets = fingerprints.astype(">u8").view(np.uint8).reshape(-1, 8)
        signs = np.unpackbits(octets, axis=1).astype(np.float32) * 2 - 1
        scale = np.float32(1 / np.sqrt(2 * BITS))
        scaled = unit.astype(np.float32) * np.float32(1 / np.sqrt(DISTANCE))
        fixed = np.concatenate((scaled, signs[:, 0::2] * scale), axis=1)
        return cls(fixed, np.ascontiguousarray(signs[:, 1::2] * scale))

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.fixed)

    def take(self, which: np.ndarray | slice) -> Signatures:
        """Return the signatures of some of the examples."""
        return Signatures(self.fixed[which], self.flipped[which])

    def table(self, other: Signatures) -> np.ndarray:
        """Return the dissimilarities of all with all others, (these, others) float32, 0 to 6.5."""
        values: np.ndarray = self.flipped @ other.flipped.T
        np.abs(values, out=values)
        values += self.fixed @ other.fixed.T
        np.subtract(np.float32(1 / DISTANCE + 32 / BITS), values, out=values)
        return values

    def pairs(self, these: np.ndarray, those: np.ndarray) -> np.ndarray:
        """Return the dissimilarities of pairs, (pairs,) float32."""
        similarity = np.vecdot(self.fixed[these], self.fixed[those])
        similarity += np.abs(np.vecdot(self.flipped[these], self.flipped[those]))
        values: np.ndarray = np.float32(1 / DISTANCE + 32 / BITS) - similarity
        return values

    def reduced(self, most: int) -> Signatures:
        """Return signatures of fewer dimensions, whose dissimilarities are never too large.

        About the first principal directions of the embeddings are kept, and the length of the
        rest: the product of two such lengths is the most that the rest could add to a similarity
        (Cauchy and Schwarz).

        Args:
            most: the number of directions.

        """
        dimensions = self.fixed.shape[1] - 32
        if dimensions <= most + 1:
            return self
        sample = self.fixed[:: max(1, len(self) // SAMPLE), :dimensions]
        directions = _directions(sample, most)
        kept = self.fixed[:, :dimensions] @ directions
        whole, part = (np.vecdot(each, each) for each in (self.fixed[:, :dimensions], kept))
        rest = np.sqrt(np.maximum(whole - part, 0)) + np.float32(1e-3)  # more than is rounded off
        return Signatures(
            np.concatenate((kept, rest[:, None], self.fixed[:, dimensions:]), axis=1), self.flipped
        )


def _directions(sample: np.ndarray, most: int) -> np.ndarray:
    """Return about the first principal directions, (dimensions, most) float32, orthonormal or 0.

    After Halko, Martinsson and Tropp (Finding Structure with Randomness, 2011): a thirtieth of the
    time of an eigendecomposition. An error of the directions only means more pairs to compare.
    """
    start = np.random.default_rng(0).standard_normal((sample.shape[1], most), np.float32)
    found = (sample.T @ (sample @ start)).astype(np.float64)
    lengths, turns = np.linalg.eigh(found.T @ found)
    sound = lengths > lengths[-1] * 1e-10  # the rest is rounding
    turned = found @ (turns[:, sound] / np.sqrt(lengths[sound]))
    directions: np.ndarray = turned.astype(np.float32)
    return directions
