"""Computes the image of a graph's self-test from integers alone, the same in every language."""

from __future__ import annotations

import numpy as np

__all__ = ["self_test_image"]

KNUTH = 2654435761  # 2**32 over the golden ratio: spreads consecutive integers


def self_test_image(height: int, width: int) -> np.ndarray:
    """Compute the test image: slopes, with five bits of noise laid over them.

    For the value at row y, column x and channel c, with i = (y * width + x) * 3 + c, it is
    (3 x + 5 y + 85 c) xor (i * 2654435761 mod 2**32 >> 27), modulo 256.

    Returns:
        (height, width, 3) uint8.

    """
    y, x, c = np.ogrid[:height, :width, :3]
    slopes = (3 * x + 5 * y + 85 * c).astype(np.uint32)
    index = ((y * width + x) * 3 + c).astype(np.uint64)
    noise = ((index * KNUTH) & 0xFFFFFFFF) >> 27
    image: np.ndarray = ((slopes ^ noise.astype(np.uint32)) & 0xFF).astype(np.uint8)
    return image
