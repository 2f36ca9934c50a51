"""Cuts out the part of an image around a box, for a classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from vizsla.modalities.image.resize import size_of

if TYPE_CHECKING:
    from vizsla.answer import Box
    from vizsla.modalities.image.resize import Pixels

__all__ = ["square_crop"]

MARGIN = 0.1  # of the box, on each side, so that a thing at its edge is not cut
# Added before rounding down: a box's last digits differ between languages, and the middle of many
# boxes is a whole number of pixels, from which they would lead to the pixel before.
TOLERANCE = 1e-6


def square_crop(pixels: Pixels, box: Box) -> Pixels:
    """Return the part of an image around a box, as near to a square as the image allows.

    The side is the longer of the box's, with the margin, rounded down to whole pixels. A square
    that would reach over the image's edge is moved inside, and cut where it is too large.
    """
    width, height = size_of(pixels)
    side = int(max(box.width, box.height) * (1 + 2 * MARGIN) + TOLERANCE) + 1
    left, across = _span(box.x + box.width / 2, side, width)
    top, down = _span(box.y + box.height / 2, side, height)
    if isinstance(pixels, Image.Image):
        return pixels.crop((left, top, left + across, top + down))
    return pixels[top : top + down, left : left + across]


def _span(middle: float, side: int, whole: int) -> tuple[int, int]:
    length = min(side, whole)
    start = int(max(middle - length / 2, 0) + TOLERANCE)
    return min(start, whole - length), length
