"""Writes the pixels that a model takes as a PNG, which keeps each number."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import numpy as np

__all__ = ["tensor_png"]


def tensor_png(pixels: np.ndarray) -> bytes:
    """Return pixels, (height, width, 3) uint8 RGB, as a PNG without a colour profile."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()
