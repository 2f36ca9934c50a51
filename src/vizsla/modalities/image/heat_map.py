"""Makes heat maps, which show the parts of an image that speak for an answer."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

__all__ = ["heat_map_from_grid", "heat_map_overlay", "heat_map_uri"]

GLOW = (255, 92, 0)  # seen on green, on blue and on skin


def heat_map_from_grid(
    grid: np.ndarray, size: tuple[int, int], box: tuple[int, int, int, int]
) -> np.ndarray:
    """Stretch a grid of scores over the part of an image that the graph took.

    Args:
        grid: (rows, columns) scores; those below 0 speak against the label, and count as 0.
        size: the image's width and height in pixels.
        box: the left, top, right and bottom of the part, in pixels.

    Returns:
        (height, width) float32, from 0 to 1, and 0 outside of the box.

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


def heat_map_uri(heat_map: np.ndarray, side: int = 1024) -> str:
    """Return a heat map as a grey PNG in a ``data:`` URI, 255 for a weight of 1.

    Args:
        heat_map: (height, width) from 0 to 1.
        side: the most pixels of the longer side; a larger heat map is scaled down.

    """
    content = _png(_grey(heat_map, side))
    return f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"


def heat_map_overlay(heat_map: np.ndarray, side: int) -> bytes:
    """Return a heat map as a PNG to lay over the image: one colour, the more opaque the more.

    Args:
        heat_map: (height, width) from 0 to 1.
        side: the most pixels of the longer side.

    """
    opacity = _grey(heat_map, side)
    overlay = Image.new("RGBA", opacity.size, GLOW)
    overlay.putalpha(opacity)
    return _png(overlay)


def _grey(heat_map: np.ndarray, side: int) -> Image.Image:
    grey = Image.fromarray(np.rint(np.clip(heat_map, 0, 1) * 255).astype(np.uint8))
    grey.thumbnail((side, side), Image.Resampling.BILINEAR)
    return grey


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
