"""The picture that a graph proves itself on, and what its numbers are summed up to.

Computed from integers alone, so that every language makes the same one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["digest", "self_test_image"]

KNUTH = 2654435761  # 2**32 over the golden ratio: spreads consecutive integers


def self_test_image(height: int, width: int) -> np.ndarray:
    """Compute the test picture: slopes, with five bits of noise laid over them.

    For the value at row y, column x and channel c, with i = (y * width + x) * 3 + c, it is
    (3 x + 5 y + 85 c) xor (i * 2654435761 mod 2**32 >> 27), modulo 256.

    Returns:
        (height, width, 3) uint8.

    """
    y, x, c = np.ogrid[:height, :width, :3]
    slopes = (3 * x + 5 * y + 85 * c).astype(np.uint32)
    index = ((y * width + x) * 3 + c).astype(np.uint64)
    noise = ((index * KNUTH) & 0xFFFFFFFF) >> 27
    picture: np.ndarray = ((slopes ^ noise.astype(np.uint32)) & 0xFF).astype(np.uint8)
    return picture


def digest(outputs: Sequence[np.ndarray]) -> str:
    """Return the sha256, in hex, of the outputs' raw bytes, one after the other."""
    total = hashlib.sha256()
    for each in outputs:
        total.update(each.tobytes())
    return total.hexdigest()
