"""How unlike two pictures are, as far as being copies of each other goes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Appearance"]

DISTANCE = 0.5  # the cosine distance of the embeddings that alone makes two pictures different
SAMPLE = 2048  # pictures that principal directions are taken from
BITS = 26.0  # the number of differing bits of 64 that alone does


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """What pictures look like, in a form that compares many with many by two matrix products.

    Two pictures' unlikeness is the embeddings' cosine distance divided by 0.5, plus the number of
    bits in which their perceptual hashes differ divided by 26; of one of them the mirror image may
    be meant, whichever is less. The embedding makes up for what the hash can't stand (a watermark,
    an edge cut off), and the hash for what the embedding can't (a smaller size, no colours).

    The hash of the mirror image needs no second look: mirroring changes the sign of every odd
    horizontal frequency, and so turns every second bit over.

    Attributes:
        plain: (pictures, channels + 32) float32: the embedding and the bits that mirroring keeps,
            scaled.
        turned: (pictures, 32) float32: the bits that mirroring turns over, scaled.

    """

    plain: np.ndarray
    turned: np.ndarray

    @classmethod
    def of(cls, perceptual_hashes: np.ndarray, unit: np.ndarray) -> Appearance:
        """Make it from (pictures,) uint64 hashes and (pictures, channels) unit embeddings."""
        octets = perceptual_hashes.astype(">u8").view(np.uint8).reshape(-1, 8)
        signs = np.unpackbits(octets, axis=1).astype(np.float32) * 2 - 1
        scale = np.float32(1 / np.sqrt(2 * BITS))
        scaled = unit.astype(np.float32) * np.float32(1 / np.sqrt(DISTANCE))
        plain = np.concatenate((scaled, signs[:, 0::2] * scale), axis=1)
        return cls(plain, np.ascontiguousarray(signs[:, 1::2] * scale))

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self.plain)

    def take(self, which: np.ndarray | slice) -> Appearance:
        """Return some of the pictures."""
        return Appearance(self.plain[which], self.turned[which])

    def table(self, other: Appearance) -> np.ndarray:
        """Return how unlike each is each of the others, (these, others) float32, 0 to 6.5."""
        unlike: np.ndarray = self.turned @ other.turned.T
        np.abs(unlike, out=unlike)
        unlike += self.plain @ other.plain.T
        np.subtract(np.float32(1 / DISTANCE + 32 / BITS), unlike, out=unlike)
        return unlike

    def narrowed(self, most: int) -> Appearance:
        """Return them with fewer numbers for each, by which none is more unlike than it is.

        About the embeddings' first principal directions are kept, and the length of what is left:
        the product of two such lengths is the most that the rest could add (Cauchy and Schwarz).
        """
        channels = self.plain.shape[1] - 32
        if channels <= most + 1:
            return self
        sample = self.plain[:: max(1, len(self) // SAMPLE), :channels]
        directions = _directions(sample, most)
        kept = self.plain[:, :channels] @ directions
        whole, part = (np.vecdot(each, each) for each in (self.plain[:, :channels], kept))
        rest = np.sqrt(np.maximum(whole - part, 0)) + np.float32(1e-3)  # more than is rounded off
        return Appearance(
            np.concatenate((kept, rest[:, None], self.plain[:, channels:]), axis=1), self.turned
        )

    def pairs(self, these: np.ndarray, those: np.ndarray) -> np.ndarray:
        """Return how unlike pairs are, (pairs,) float32."""
        alike = np.vecdot(self.plain[these], self.plain[those])
        alike += np.abs(np.vecdot(self.turned[these], self.turned[those]))
        unlike: np.ndarray = np.float32(1 / DISTANCE + 32 / BITS) - alike
        return unlike


def _directions(sample: np.ndarray, most: int) -> np.ndarray:
    """Return about the first principal directions, (channels, most) float32, orthonormal or 0.

    After Halko, Martinsson and Tropp (Finding Structure with Randomness, 2011): a thirtieth of the
    time of an eigendecomposition; what it leaves out only makes for more to look at closely.
    """
    start = np.random.default_rng(0).standard_normal((sample.shape[1], most), np.float32)
    found = (sample.T @ (sample @ start)).astype(np.float64)
    lengths, turns = np.linalg.eigh(found.T @ found)
    sound = lengths > lengths[-1] * 1e-10  # the rest is rounding
    turned = found @ (turns[:, sound] / np.sqrt(lengths[sound]))
    narrow: np.ndarray = turned.astype(np.float32)
    return narrow
