"""Draws a heat map over its image."""

from __future__ import annotations

import numpy as np
from PIL import Image

from vizsla.modalities.image.thumbnail import data_uri, small_image
from vizsla.modalities.modality_values import PLACEHOLDER

__all__ = ["heat_uri"]

DIMMED = 0.22  # the share of brightness that pixels of weight 0 keep
TINT = np.array((255.0, 150.0, 40.0))
TINTED = 0.28  # the share of the tint in pixels of weight 1


def heat_uri(content: bytes | None, heat_map: np.ndarray, side: int = 320) -> str:
    """Return an image as a ``data:`` URI on which only the parts of high weight are bright.

    The other parts are dark and grey, which needs no legend, and no eye for colours.

    Args:
        content: an image file's bytes; None, or a file that can't be decoded, gives the
            placeholder.
        heat_map: (height, width) from 0 to 1, of any size: it is stretched over the image.
        side: the longer side's length in pixels, at least 1.

    Raises:
        OptionError: ``side`` is below 1.

    """
    small = small_image(content, side)
    if small is None or not heat_map.size:
        return PLACEHOLDER
    heat = Image.fromarray(np.ascontiguousarray(heat_map, np.float32))
    weight = np.asarray(heat.resize(small.size, Image.Resampling.BILINEAR, reducing_gap=2.0))
    weight = np.clip(np.nan_to_num(weight), 0, 1)[..., None]
    pixels = np.asarray(small, np.float64)
    grey = np.asarray(small.convert("L"), np.float64)[..., None] * DIMMED
    lit = pixels + (TINT - pixels) * TINTED * weight**2
    mixed = grey + (lit - grey) * weight**0.8
    return data_uri(Image.fromarray(mixed.round().astype(np.uint8)))
