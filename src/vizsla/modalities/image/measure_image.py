"""Measures an image's size, brightness, contrast and sharpness, and its perceptual hash."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import imagehash
import numpy as np
from PIL import Image

from vizsla.modalities.image.image_facts import ImageFacts
from vizsla.modalities.image.resize import size_of
from vizsla.modalities.image.sharpness import sharpness_of

if TYPE_CHECKING:
    from vizsla.modalities.image.resize import Pixels

__all__ = ["measure_image"]

AREA = 256 * 256  # pixels to measure: about as many as a model takes
FINEST = 4  # a very large image is first thinned out to four times the sides of those pixels


def measure_image(pixels: Pixels, format: str) -> ImageFacts:  # noqa: A002 - the field's name
    """Measure a decoded image.

    Brightness, contrast and sharpness are measured on the image reduced to 65,536 pixels (never
    enlarged), so that images of any size compare; see ``vizsla.modalities.image.sharpness``. The
    luma is that of ITU-R BT.601; the perceptual hash is ImageHash's ``phash``, first bit highest.

    Args:
        pixels: (height, width, 3) uint8 RGB, or a PIL image in mode RGB; upright.
        format: the file's format, such as ``JPEG``.

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


def _reduced(pixels: Pixels, width: int, height: int) -> Image.Image:
    """Return an image in grey, with at most ``AREA`` pixels; a large one takes little longer."""
    shrink = max(1.0, math.sqrt(width * height / AREA))
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    step = int(shrink / FINEST)
    if step > 1:  # the pixels left out would be averaged away below
        pixels = _thinned(pixels, step)
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    factor = min(image.width // size[0], image.height // size[1])
    if factor > 1:
        image = image.reduce(factor)
    return image.convert("L").resize(size, Image.Resampling.BILINEAR)


def _thinned(pixels: Pixels, step: int) -> Pixels:
    """Return every ``step``-th pixel of every ``step``-th row."""
    if isinstance(pixels, Image.Image):
        size = (-(-pixels.width // step), -(-pixels.height // step))
        return pixels.resize(size, Image.Resampling.NEAREST)
    return np.ascontiguousarray(pixels[::step, ::step])


def _perceptual_hash(grey: Image.Image) -> int:
    bits = imagehash.phash(grey).hash  # (8, 8) bool, rows of rising vertical frequency
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
