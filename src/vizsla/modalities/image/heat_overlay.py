"""Where an answer comes from, laid over its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vizsla.errors import InputError
from vizsla.modalities.base import PLACEHOLDER
from vizsla.modalities.image.load_image import DEFAULT_LIMITS, load_image
from vizsla.modalities.image.thumbnail import data_uri, shrink

if TYPE_CHECKING:
    from vizsla.modalities.image.load_image import Limits

__all__ = ["heat_uri"]

DIMMED = 0.22  # how bright the places are that count for nothing, as a share
TINT = np.array((255.0, 150.0, 40.0))
TINTED = 0.28  # how strong the tint is where most comes from


def heat_uri(
    content: bytes | None,
    heat_map: np.ndarray,
    side: int = 320,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> str:
    """Return a picture as a ``data:`` URI in which only what counts is lit.

    The rest is dark and grey: that reads without a key, and without telling colours apart.

    Args:
        content: a picture file's bytes; None, or what can't be decoded, gives the placeholder.
        heat_map: (height, width) from 0 to 1, of any size: it is stretched over the picture.
        side: the longer side's length in pixels.
        limits: what decoding it may cost.

    """
    try:
        picture = None if content is None else load_image(content, limits=limits)
    except InputError:
        picture = None
    if picture is None or not heat_map.size:
        return PLACEHOLDER
    small = shrink(picture, side)
    heat = Image.fromarray(np.ascontiguousarray(heat_map, np.float32))
    weight = np.asarray(heat.resize(small.size, Image.Resampling.BILINEAR, reducing_gap=2.0))
    weight = np.clip(np.nan_to_num(weight), 0, 1)[..., None]
    pixels = np.asarray(small, np.float64)
    grey = np.asarray(small.convert("L"), np.float64)[..., None] * DIMMED
    lit = pixels + (TINT - pixels) * TINTED * weight**2
    mixed = grey + (lit - grey) * weight**0.8
    return data_uri(Image.fromarray(mixed.round().astype(np.uint8)))
