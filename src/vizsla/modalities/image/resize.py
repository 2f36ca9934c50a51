"""Resizes pixels to a model's size, by arithmetic that JavaScript repeats to the last bit.

All resizing is Pillow's bicubic with antialiasing, across and then down. A crop is cut out before
resizing, so that no pixel outside of it has any weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CropBox",
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


class CropBox(NamedTuple):
    """A part of an image, in whole pixels; right and bottom lie outside of it."""

    left: int
    top: int
    right: int
    bottom: int


class Letterbox(NamedTuple):
    """An image fitted into a square, with the numbers that lead back to the image's own pixels.

    The point (x, y) of the square is ``((x - dx) / scale, (y - dy) / scale)`` of the image.

    Attributes:
        pixels: (size, size, 3) uint8 RGB.
        scale: the square's pixels for one of the image's.
        dx: the number of empty columns on the left.
        dy: the number of empty rows at the top.

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


def crop_box(width: int, height: int, crop: float = CROP) -> CropBox:
    """Return the square in the middle of an image.

    ``side = max(1, floor(min(width, height) * crop))``, ``left = floor((width - side) / 2)``,
    ``top = floor((height - side) / 2)``: an odd pixel is left out at the right and the bottom.

    Args:
        width: the image's width in pixels.
        height: the image's height in pixels.
        crop: the square's side as a share of the image's shorter side, over 0 and up to 1.

    """
    side = max(1, int(min(width, height) * crop))
    left, top = (width - side) // 2, (height - side) // 2
    return CropBox(left, top, left + side, top + side)


def crop_and_resize(pixels: Pixels, size: int = 224, crop: float = CROP) -> NDArray[np.uint8]:
    """Return the middle of an image as (size, size, 3) uint8: cropped first, then resized.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB.
        size: the side of the result, in pixels.
        crop: the share of the shorter side to keep, over 0 and up to 1.

    """
    box = crop_box(*size_of(pixels), crop)
    if isinstance(pixels, Image.Image):
        return _resized(pixels if box == (0, 0, *pixels.size) else pixels.crop(box), size, size)
    return stretch(pixels[box.top : box.bottom, box.left : box.right], size, size)


def stretch(pixels: Pixels, width: int, height: int) -> NDArray[np.uint8]:
    """Return a whole image as (height, width, 3) uint8; its proportions may change.

    An array of that size is returned as it is: don't write to the result.
    """
    if isinstance(pixels, Image.Image):
        return _resized(pixels, width, height)
    if size_of(pixels) == (width, height):
        return np.ascontiguousarray(pixels)
    return _resized(Image.fromarray(pixels), width, height)


def letterbox(pixels: Pixels, size: int, fill: tuple[int, int, int] = (114, 114, 114)) -> Letterbox:
    """Fit a whole image into the middle of a square, as large as possible, and fill the margins.

    ``scale = min(size / width, size / height)``, each side is
    ``max(1, floor(side * scale + 0.5))``, and the first margin is half of the rest, rounded down.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB.
        size: the square's side in pixels.
        fill: the margins' colour, red, green and blue, 0 to 255.

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


def _resized(image: Image.Image, width: int, height: int) -> NDArray[np.uint8]:
    # Across first, then down. In one step Pillow chooses the order by the image's shape and its
    # own version, and rounds in between, so that the pixels would depend on the version.
    for size in ((width, image.height), (width, height)):
        if image.size != size:
            image = image.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(image)
