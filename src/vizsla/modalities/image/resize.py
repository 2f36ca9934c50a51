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
    "FittedImage",
    "Pixels",
    "crop_and_resize",
    "crop_box",
    "letterbox",
    "size_of",
    "stretch",
    "stretch_to_square",
]

Pixels: TypeAlias = "NDArray[np.uint8] | Image.Image"

CROP = 224 / 256  # exact in binary, so that the product below is the same everywhere
# Photographs are mostly 3:2 or 4:3 and fill the square, as those did that the detector was trained
# on; a panorama would lose its things' shapes.
MOST_STRETCH = 1.5


class CropBox(NamedTuple):
    """A part of an image, in whole pixels; right and bottom lie outside of it."""

    left: int
    top: int
    right: int
    bottom: int


class FittedImage(NamedTuple):
    """An image fitted into a square, with the numbers that lead back to the image's own pixels.

    The point (x, y) of the square is ``((x - dx) / scale_x, (y - dy) / scale_y)`` of the image.

    Attributes:
        pixels: (size, size, 3) uint8 RGB.
        width: the columns that show the image.
        height: the rows that show the image.
        dx: the number of empty columns on the left.
        dy: the number of empty rows at the top.
        scale_x: the square's pixels for one of the image's, across.
        scale_y: the same, down.

    """

    pixels: NDArray[np.uint8]
    width: int
    height: int
    dx: int
    dy: int
    scale_x: float
    scale_y: float


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

    An array of that size is returned as it is, contiguous or not: don't write to the result.
    """
    if isinstance(pixels, Image.Image):
        return _resized(pixels, width, height)
    if size_of(pixels) == (width, height):
        return pixels
    return _resized(Image.fromarray(pixels), width, height)


def letterbox(
    pixels: Pixels, size: int, fill: tuple[int, int, int] = (114, 114, 114)
) -> FittedImage:
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
    inner = (max(1, int(width * scale + 0.5)), max(1, int(height * scale + 0.5)))
    return _in_square(pixels, size, inner, (scale, scale), fill)


def stretch_to_square(pixels: Pixels, size: int, fill: tuple[int, int, int]) -> FittedImage:
    """Fit a whole image into a square, its proportions changed by at most ``MOST_STRETCH``.

    The longer side becomes ``size``, and the shorter one
    ``min(size, max(1, floor(size * (MOST_STRETCH * shorter / longer) + 0.5)))``: an image whose
    sides differ by no more fills the square, and another has margins.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB.
        size: the square's side in pixels.
        fill: the margins' colour, red, green and blue, 0 to 255.

    """
    width, height = size_of(pixels)
    longer = max(width, height)
    inner_width, inner_height = (
        min(size, max(1, int(size * (MOST_STRETCH * side / longer) + 0.5)))
        for side in (width, height)
    )
    scales = (inner_width / width, inner_height / height)
    return _in_square(pixels, size, (inner_width, inner_height), scales, fill)


def _in_square(
    pixels: Pixels,
    size: int,
    inner: tuple[int, int],
    scales: tuple[float, float],
    fill: tuple[int, int, int],
) -> FittedImage:
    """Return an image stretched to the inner size, in the middle of a filled square."""
    width, height = inner
    dx, dy = (size - width) // 2, (size - height) // 2
    square = stretch(pixels, width, height)
    if inner != (size, size):
        shown, square = square, np.empty((size, size, 3), np.uint8)
        square[:] = fill
        square[dy : dy + height, dx : dx + width] = shown
    return FittedImage(square, width, height, dx, dy, *scales)


def _resized(image: Image.Image, width: int, height: int) -> NDArray[np.uint8]:
    # Across first, then down. In one step Pillow chooses the order by the image's shape and its
    # own version, and rounds in between, so that the pixels would depend on the version.
    for size in ((width, image.height), (width, height)):
        if image.size != size:
            image = image.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(image)
