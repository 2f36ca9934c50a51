"""Harder views of a photograph: cropped, blurred, compressed, tiny, turned and dark, far away."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 800  # pixels of the shorter side; more cost time alone
COMPRESSED, QUALITY = 400, 12  # pixels of the shorter side, JPEG's quality
TINY = 80  # pixels of the shorter side
VIEWS = 8


def harder_views(image: Image.Image, name: str) -> Iterator[Image.Image]:
    """Iterate over the photograph and seven harder views of it, the same ones every time.

    Args:
        image: the photograph, RGB.
        name: its name, from which the views' random places come.

    """
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    side = min(image.size)
    if side > LARGEST:
        image, side = _scaled(image, LARGEST / side), LARGEST
    yield image
    yield ImageOps.mirror(_part(image, 0.8, rng))
    yield _part(image, 0.6, rng)
    yield image.filter(ImageFilter.GaussianBlur(side / 90))
    yield _compressed(_scaled(image, min(1.0, COMPRESSED / side)))
    yield _scaled(image, TINY / side)
    turned = image.rotate(float(rng.choice((-12, 12))), Image.Resampling.BICUBIC)
    yield ImageEnhance.Brightness(turned).enhance(0.55)
    yield _far_away(image, rng)


def _scaled(image: Image.Image, share: float) -> Image.Image:
    size = tuple(max(1, round(share * each)) for each in image.size)
    return image.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def _part(image: Image.Image, share: float, rng: np.random.Generator) -> Image.Image:
    width, height = (max(1, round(share * each)) for each in image.size)
    x, y = rng.integers(0, image.width - width + 1), rng.integers(0, image.height - height + 1)
    return image.crop((int(x), int(y), int(x) + width, int(y) + height))


def _compressed(image: Image.Image) -> Image.Image:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=QUALITY)
    return Image.open(content).convert("RGB")


def _far_away(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Put the image somewhere in one 1.8 times as large, of its mean colour."""
    mean = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    wide = Image.new("RGB", (round(1.8 * image.width), round(1.8 * image.height)), mean)
    share = rng.uniform(0.2, 0.6, 2)
    wide.paste(image, (round(share[0] * image.width), round(share[1] * image.height)))
    return wide
