"""Pixels to a model's size, by arithmetic that JavaScript repeats to the last bit.

Everything is Pillow's bicubic with antialiasing over a whole picture, across and then down: what is
cropped away is cut off before, so that no pixel outside the crop has any weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Box",
    "Letterbox",
    "Pixels",
    "crop_and_resize",
    "crop_box",
    "letterbox",
    "size_of",
    "stretch",
]

Pixels: TypeAlias = "NDArray[np.uint8] | Image.Image"

CROP = 224 / 256  # exact in binary, so that the product below is the same everywhere


class Box(NamedTuple):
    """A part of a picture, in whole pixels; right and bottom lie outside of it."""

    left: int
    top: int
    right: int
    bottom: int


class Letterbox(NamedTuple):
    """A picture fitted into a square, and the way back.

    A point of the square came from ``((x - dx) / scale, (y - dy) / scale)``.

    Attributes:
        pixels: (size, size, 3) uint8 RGB.
        scale: the square's pixels for one of the picture's.
        dx: the empty columns to the left.
        dy: the empty rows above.

    """

    pixels: NDArray[np.uint8]
    scale: float
    dx: int
    dy: int


def size_of(pixels: Pixels) -> tuple[int, int]:
    """Return (width, height) of an array or a PIL image."""
    if isinstance(pixels, Image.Image):
        return pixels.size
    return pixels.shape[1], pixels.shape[0]


def crop_box(width: int, height: int, crop: float = CROP) -> Box:
    """Return the square in the middle whose side is ``crop`` of the shorter side.

    ``side = max(1, floor(min(width, height) * crop))``, ``left = floor((width - side) / 2)``,
    ``top = floor((height - side) / 2)``: an odd pixel too many stays at the right and the bottom.
    """
    side = max(1, int(min(width, height) * crop))
    left, top = (width - side) // 2, (height - side) // 2
    return Box(left, top, left + side, top + side)


def crop_and_resize(pixels: Pixels, size: int = 224, crop: float = CROP) -> NDArray[np.uint8]:
    """Return the middle of ``pixels`` as (size, size, 3) uint8: cropped first, then resized.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB.
        size: the side of the result, in pixels.
        crop: the part of the shorter side that is kept, over 0 and up to 1.

    """
    box = crop_box(*size_of(pixels), crop)
    if isinstance(pixels, Image.Image):
        return _resized(pixels if box == (0, 0, *pixels.size) else pixels.crop(box), size, size)
    return stretch(pixels[box.top : box.bottom, box.left : box.right], size, size)


def stretch(pixels: Pixels, width: int, height: int) -> NDArray[np.uint8]:
    """Return all of ``pixels`` as (height, width, 3) uint8, whatever that does to its shape.

    An array that has that size already comes back as it is: don't write to the result.
    """
    if isinstance(pixels, Image.Image):
        return _resized(pixels, width, height)
    if size_of(pixels) == (width, height):
        return np.ascontiguousarray(pixels)
    return _resized(Image.fromarray(pixels), width, height)


def letterbox(pixels: Pixels, size: int, fill: tuple[int, int, int] = (114, 114, 114)) -> Letterbox:
    """Return ``pixels`` as large as they fit into a square, in its middle, the rest filled.

    ``scale = min(size / width, size / height)``, each side is ``max(1, floor(side * scale + 0.5))``
    and what is left is halved, rounding down.
    """
    width, height = size_of(pixels)
    scale = min(size / width, size / height)
    inner_width = max(1, int(width * scale + 0.5))
    inner_height = max(1, int(height * scale + 0.5))
    dx, dy = (size - inner_width) // 2, (size - inner_height) // 2
    square = np.empty((size, size, 3), np.uint8)
    square[:] = fill
    inner = stretch(pixels, inner_width, inner_height)
    square[dy : dy + inner_height, dx : dx + inner_width] = inner
    return Letterbox(square, scale, dx, dy)


def _resized(picture: Image.Image, width: int, height: int) -> NDArray[np.uint8]:
    # Across first, then down. Left to itself Pillow takes the one or the other first, by the
    # picture's shape and by its own version, and rounds between: the pixels depend on it.
    for size in ((width, picture.height), (width, height)):
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(picture)
