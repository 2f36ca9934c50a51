"""Computes the digest of a graph's outputs, which its self-test compares."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

__all__ = ["digest"]


def digest(outputs: Sequence[np.ndarray]) -> str:
    """Return the sha256, in hex, of the outputs' raw bytes, one after the other."""
    total = hashlib.sha256()
    for each in outputs:
        total.update(each.tobytes())
    return total.hexdigest()
