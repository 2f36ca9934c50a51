"""One look at a picture: its size, its light, whether it is sharp, and its perceptual hash."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import imagehash
import numpy as np
from PIL import Image

from vizsla.modalities.image.image_facts import ImageFacts
from vizsla.modalities.image.resize import size_of
from vizsla.modalities.image.sharpness import sharpness_of

if TYPE_CHECKING:
    from vizsla.modalities.image.load_image import Pixels

__all__ = ["file_format", "measure"]

AREA = 256 * 256  # pixels that are looked at: about what a model is shown of a picture
FINEST = 4  # of a very large picture, every pixel of one with four times the sides is enough


def measure(pixels: Pixels, format: str) -> ImageFacts:  # noqa: A002 - the field's name, as Pillow calls it
    """Measure a decoded picture.

    Light and sharpness are measured on the picture brought down to 65,536 pixels (never up), so
    that they mean the same whatever its size; see ``vizsla.modalities.image.sharpness``.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB; upright.
        format: what the file was, such as ``JPEG``.

    Returns:
        Its width and height in pixels; brightness, the mean of its luma (ITU-R BT.601), 0 to 1;
        contrast, its standard deviation, 0 to 0.5; sharpness, from 0, 1.3 or so for an ordinary
        photo; and the 64-bit perceptual hash of ImageHash's ``phash``, first bit
        highest.

    """
    width, height = size_of(pixels)
    grey = _reduced(pixels, width, height)
    luma = np.asarray(grey, np.float32) / np.float32(255)
    return ImageFacts(
        width=width,
        height=height,
        format=format,
        brightness=float(luma.mean(dtype=np.float64)),
        contrast=float(luma.std(dtype=np.float64)),
        sharpness=sharpness_of(luma),
        perceptual_hash=_perceptual_hash(grey),
    )


def file_format(content: bytes) -> str:
    """Return a file's format as Pillow names it, such as ``JPEG``; empty where it knows none."""
    with Image.open(io.BytesIO(content)) as opened:
        return opened.format or ""


def _reduced(pixels: Pixels, width: int, height: int) -> Image.Image:
    """Return it in grey with at most ``AREA`` pixels; a large one costs little more."""
    shrink = max(1.0, math.sqrt(width * height / AREA))
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    step = int(shrink / FINEST)
    if step > 1:  # what is left out would be averaged away below
        pixels = _every(pixels, step)
    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    factor = min(picture.width // size[0], picture.height // size[1])
    if factor > 1:
        picture = picture.reduce(factor)
    return picture.convert("L").resize(size, Image.Resampling.BILINEAR)


def _every(pixels: Pixels, step: int) -> Pixels:
    """Return every so many pixels of every so many rows."""
    if isinstance(pixels, Image.Image):
        size = (-(-pixels.width // step), -(-pixels.height // step))
        return pixels.resize(size, Image.Resampling.NEAREST)
    return np.ascontiguousarray(pixels[::step, ::step])


def _perceptual_hash(grey: Image.Image) -> int:
    bits = imagehash.phash(grey).hash  # (8, 8) bool, rows of rising vertical frequency
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
