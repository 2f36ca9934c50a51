"""The photographs for the ranges of the activations, which two packages ship."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import skimage
import sklearn.datasets
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

# Licences: scikit-image's are public domain or CC0 (its data/README), scikit-learn's CC BY.
SKIMAGE = (
    "astronaut.png",
    "brick.png",
    "chelsea.png",
    "coffee.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "motorcycle_left.png",
    "retina.jpg",
    "rocket.jpg",
)
CROPS = 24


def photographs() -> list[np.ndarray]:
    """Return the photographs, (H, W, 3) uint8 RGB."""
    folder = Path(skimage.__file__).parent / "data"
    ours = [np.asarray(Image.open(folder / name).convert("RGB")) for name in SKIMAGE]
    return ours + [np.asarray(each) for each in sklearn.datasets.load_sample_images().images]


def crops(side: int, seed: int = 20) -> Iterator[np.ndarray]:
    """Iterate over squares of the photographs at many scales, half of them mirrored.

    Args:
        side: the squares' width and height in pixels.
        seed: the seed of their places and scales.

    Returns:
        (side, side, 3) uint8 RGB images; the same ones every time.

    """
    rng = np.random.default_rng(seed)
    for photograph in photographs():
        height, width = photograph.shape[:2]
        image = Image.fromarray(photograph)
        for number in range(CROPS):
            edge = round(min(height, width) * (1.0 if number == 0 else rng.uniform(0.25, 1.0)))
            x, y = rng.integers(0, width - edge + 1), rng.integers(0, height - edge + 1)
            box = (int(x), int(y), int(x) + edge, int(y) + edge)
            square = image.resize((side, side), Image.Resampling.BICUBIC, box=box)
            yield np.asarray(square)[:, :: 1 if number % 2 else -1]
