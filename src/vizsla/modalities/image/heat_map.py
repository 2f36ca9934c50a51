"""Heat maps: where in an image an answer comes from."""

from __future__ import annotations

import numpy as np
from PIL import Image

__all__ = ["spread"]


def spread(grid: np.ndarray, size: tuple[int, int], box: tuple[int, int, int, int]) -> np.ndarray:
    """Stretch a small grid over the part of the image that the graph saw.

    Args:
        grid: (rows, columns); values below 0 speak against the label and count as 0.
        size: the image's width and height in pixels.
        box: left, top, right and bottom of that part, in pixels.

    Returns:
        (height, width) float32, at most 1, and 0 outside of the box.

    """
    positive = np.maximum(grid, 0).astype(np.float32)
    most = float(positive.max(initial=0))
    width, height = size
    heat = np.zeros((height, width), np.float32)
    if most > 0:
        left, top, right, bottom = box
        small = Image.fromarray(positive / most)
        large = small.resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        heat[top:bottom, left:right] = np.clip(np.asarray(large), 0, 1)
    return heat
