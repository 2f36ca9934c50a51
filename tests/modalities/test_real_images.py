"""Real photographs are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from vizsla.modalities.image.image_modality import IMAGE
from vizsla.modalities.image.load_image import load_array

if TYPE_CHECKING:
    from pathlib import Path


def test_every_shipped_image_is_read(images: Path) -> None:
    check_all_are_read(images)


def test_every_shared_image_is_read(data: Path) -> None:
    for folder in ("photos/pets", "photos/azure", "photos/imagenet-sample", "custom-vision"):
        check_all_are_read(data / folder)


def check_all_are_read(folder: Path) -> None:
    files = IMAGE.find_files(folder)
    assert files
    for path in files:
        pixels = load_array(path)
        assert pixels.shape[2] == 3
        with Image.open(path) as image:
            if image.mode == "RGB" and image.getexif().get(0x0112, 1) == 1:
                np.testing.assert_array_equal(pixels, np.asarray(image), err_msg=str(path))
