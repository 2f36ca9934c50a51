"""Why a function answered as it did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

__all__ = ["Explanation", "spread"]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Where in the picture a label's score comes from.

    Attributes:
        label: what is explained; None where there is nothing to.
        heat_map: (H, W) float32 from 0 to 1, of the picture's own size: the greater, the more
            that place speaks for the label. All 0 where nothing does.

    """

    label: str | None
    heat_map: np.ndarray


def spread(grid: np.ndarray, size: tuple[int, int], box: tuple[int, int, int, int]) -> np.ndarray:
    """Lay a small grid over the part of the picture that the graph saw.

    Args:
        grid: (rows, columns); what is below 0 speaks against the label and is left out.
        size: the picture's width and height in pixels.
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
