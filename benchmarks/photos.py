"""The real images of the measurements."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from engines.ordinary import WHOLE

ROOT = Path(__file__).parents[1]
SIZE = (500, 375)  # the width and height of typical photographs in ImageNet and in apps
QUALITY = 90


class MissingError(Exception):
    """The images are not on this machine; the message says how to get them."""


def test_data() -> Path | None:
    """Return the folder of the project's test data; None where there is none."""
    folder = Path(os.environ.get("VIZSLA_TEST_DATA") or ROOT.parent / "shared" / "data")
    return folder if (folder / "photos").is_dir() else None


def need_test_data() -> Path:
    """Return the folder of the test data.

    Raises:
        MissingError: it is not on this machine.

    """
    folder = test_data()
    if folder is None:
        raise MissingError("no photographs: VIZSLA_TEST_DATA names the folder of the test data")
    return folder


def labelled() -> list[tuple[Path, str]]:
    """Return test photographs and their WordNet ids; none without the test data."""
    data = test_data()
    if data is None:
        return []
    files = sorted((data / "photos" / "imagenet-sample").glob("n*.*"))
    return [(each, each.name.partition("_")[0]) for each in files]


def squares(count: int) -> list[np.ndarray]:
    """Return real images, (256, 256, 3) uint8, whose middle is the network's input."""
    size = (WHOLE, WHOLE)
    sources = [ImageOps.fit(each, size, Image.Resampling.BICUBIC) for each in _sources(count)]
    return [np.asarray(each) for each in sources]


def fill_folder(folder: Path, count: int) -> list[Path]:
    """Save different photographs as JPEGs of one size; repeated ones are mirrored, and cropped.

    Returns:
        The files, in natural order.

    """
    sources = _sources(count)
    files = []
    for number in range(count):
        turn, index = divmod(number, len(sources))
        border = 2 * (turn // 2)  # pixels: no two files are equal
        whole = ImageOps.crop(sources[index], border)
        image = ImageOps.fit(whole, SIZE, Image.Resampling.LANCZOS)
        if turn % 2:
            image = ImageOps.mirror(image)
        path = folder / f"{number:04}.jpg"
        image.save(path, quality=QUALITY)
        files.append(path)
    return files


def _sources(count: int) -> list[Image.Image]:
    files = [path for path, _ in labelled()[:count]]
    if files:
        return [Image.open(path).convert("RGB") for path in files]
    from models import photographs  # noqa: PLC0415 - only on machines without the data

    return [Image.fromarray(each) for each in photographs()[:count]]
