"""Writes the images for the page: photographs, because blank images flatter some engines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

import photos
from engines.ordinary import middle

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGE = (4000, 3000)  # 12 megapixels
QUALITY = 90


def write_photos(folder: Path, count: int) -> list[np.ndarray]:
    """Save photographs without loss, so that the browser decodes Pillow's exact pixels."""
    return _write(folder, _photos(count))


def write_squares(folder: Path, count: int) -> list[np.ndarray]:
    """Save squares of photographs, as the network takes them."""
    return _write(folder, map(middle, photos.squares(count)))


def write_large(folder: Path, count: int) -> None:
    """Save photographs, enlarged to 12 megapixels, as a camera's JPEGs."""
    folder.mkdir()
    for number, pixels in enumerate(_photos(count)):
        image = Image.fromarray(pixels).resize(LARGE, Image.Resampling.LANCZOS)
        image.save(folder / f"{number}.jpg", quality=QUALITY)


def right_labels(count: int) -> list[str]:
    """Return the photographs' labels; none without the test data."""
    return [label for _, label in photos.labelled()[:count]]


def _photos(count: int) -> list[np.ndarray]:
    with tempfile.TemporaryDirectory() as scratch:
        return [np.asarray(Image.open(each)) for each in photos.fill_folder(Path(scratch), count)]


def _write(folder: Path, images: Iterable[np.ndarray]) -> list[np.ndarray]:
    folder.mkdir()
    held = list(images)
    for number, pixels in enumerate(held):
        Image.fromarray(pixels).save(folder / f"{number}.png")
    return held
