"""Images of dogs, composed from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path


def side_by_side(*paths: Path) -> Image.Image:
    """Return the images of these files side by side, with a gap between them."""
    images = [Image.open(path).convert("RGB").resize((480, 480)) for path in paths]
    whole = Image.new("RGB", (480 * len(paths) + 120, 480), (120, 140, 110))
    for at, image in enumerate(images):
        whole.paste(image, (at * 600, 0))
    return whole


def with_grey_coat(path: Path) -> Image.Image:
    """Return the image of a red dog with a grey coat, whose breed is hard to recognise."""
    image = Image.open(path).convert("RGB")
    hue, saturation, _ = np.moveaxis(np.asarray(image.convert("HSV")).astype(int), -1, 0)
    coat = ((hue < 22) | (hue > 245)) & (saturation > 110)
    pixels = np.array(image)
    pixels[coat] = pixels[coat].mean(axis=1, keepdims=True)
    return Image.fromarray(pixels)
