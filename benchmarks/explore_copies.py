"""Measures which copies of images are grouped with them, and which other images are grouped."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explore_data import Measured

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def cropped(image: Image.Image, rng: np.random.Generator, share: float) -> Image.Image:
    """Return a part of an image, anywhere in it; ``share`` is that of each side."""
    size = tuple(max(1, round(share * side)) for side in image.size)
    left, top = (
        int(rng.integers(whole - part + 1)) for whole, part in zip(image.size, size, strict=True)
    )
    return image.crop((left, top, left + size[0], top + size[1]))


def turned(image: Image.Image, rng: np.random.Generator, degrees: float) -> Image.Image:
    """Return an image turned either way, without the empty corners, in the same shape."""
    whole = image.rotate(degrees * rng.choice((-1, 1)), Image.Resampling.BICUBIC)
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    share = 1 / (cosine + sine * max(image.size) / min(image.size))
    width, height = (max(1, int(share * side)) for side in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return whole.crop((left, top, left + width, top + height))


def _encoded(image: Image.Image, _: np.random.Generator) -> Image.Image:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=20)
    with Image.open(content) as opened:
        return opened.convert("RGB")


def _quarter(image: Image.Image, _: np.random.Generator) -> Image.Image:
    size = (max(1, image.width // 4), max(1, image.height // 4))
    return image.resize(size, Image.Resampling.BILINEAR)


def _blurred(image: Image.Image, _: np.random.Generator) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(max(1, min(image.size) / 150)))


def _framed(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    border = round(0.06 * min(image.size))
    return ImageOps.expand(image, border, WHITE if rng.random() < 1 / 2 else BLACK)


def _captioned(image: Image.Image, _: np.random.Generator) -> Image.Image:
    bar = max(8, round(0.12 * image.height))
    whole = Image.new("RGB", (image.width, image.height + bar), WHITE)
    whole.paste(image)
    at = (image.width // 20, image.height + bar // 4)
    ImageDraw.Draw(whole).text(at, "A day at the lake, 2024", BLACK, font_size=max(6, bar // 2))
    return whole


def _marked(image: Image.Image, _: np.random.Generator) -> Image.Image:
    copy = image.copy()
    at, size = (copy.width // 12, copy.height // 2), max(8, copy.width // 9)
    ImageDraw.Draw(copy).text(at, "SAMPLE PHOTO", WHITE, font_size=size)
    return copy


KINDS: dict[str, Callable[[Image.Image, np.random.Generator], Image.Image]] = {
    "cropped to 95 %": partial(cropped, share=0.95),
    "cropped to 90 %": partial(cropped, share=0.9),
    "cropped to 80 %": partial(cropped, share=0.8),
    "cropped to 70 %": partial(cropped, share=0.7),
    "turned by 2 degrees": partial(turned, degrees=2),
    "turned by 5 degrees": partial(turned, degrees=5),
    "turned by 10 degrees": partial(turned, degrees=10),
    "mirrored": lambda image, _: ImageOps.mirror(image),
    "mirrored and cropped to 90 %": lambda image, rng: ImageOps.mirror(cropped(image, rng, 0.9)),
    "JPEG of quality 20": _encoded,
    "a quarter of the size": _quarter,
    "brighter by 30 %": lambda image, _: ImageEnhance.Brightness(image).enhance(1.3),
    "more contrast, by 40 %": lambda image, _: ImageEnhance.Contrast(image).enhance(1.4),
    "slightly blurred": _blurred,
    "grey": lambda image, _: image.convert("L").convert("RGB"),
    "framed": _framed,
    "with a caption": _captioned,
    "with words across": _marked,
}


@dataclass(frozen=True)
class Copied:
    """The copies of some images of a collection.

    Attributes:
        of: (copies,) the indices of their originals.
        kinds: the kind of each.
        measured: their embeddings and perceptual hashes.

    """

    of: np.ndarray
    kinds: Sequence[str]
    measured: Measured


def images(
    originals: Sequence[Image.Image], chosen: np.ndarray
) -> tuple[list[Image.Image], np.ndarray, list[str]]:
    """Return a copy of each kind of each chosen image, with the original's index and the kind."""
    rng = np.random.default_rng(0)
    made = [
        (how(originals[number], rng), number, kind)
        for number in chosen.tolist()
        for kind, how in KINDS.items()
    ]
    return [each[0] for each in made], np.array([each[1] for each in made]), [e[2] for e in made]


def grouped(collection: Measured, copied: Copied | None) -> dict[str, Any]:
    """Group a collection alone, and once more with the copies of each kind.

    Returns:
        The images of the collection that are grouped with another, the largest group, and for each
        kind the number of copies that are grouped with their originals, and of copies.

    """
    alone = np.bincount(_groups(collection))
    found: dict[str, Any] = {
        "images": len(collection.hashes),
        "grouped": int(len(collection.hashes) - (alone > 0).sum()),
        "largest": int(alone.max()),
        "kinds": {},
    }
    for kind in KINDS if copied else ():
        own = np.flatnonzero([each == kind for each in copied.kinds])
        groups = _groups(collection.joined(copied.measured.take(own)))
        right = groups[len(collection.hashes) :] == groups[copied.of[own]]
        found["kinds"][kind] = [int(right.sum()), len(own)]
    return found


def _groups(measured: Measured) -> np.ndarray:
    from vizsla.explore.near_duplicates import near_duplicate_groups  # noqa: PLC0415 - an extra

    return near_duplicate_groups(measured.hashes, measured.unit)
