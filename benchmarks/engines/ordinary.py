"""The code that users of a bare engine write around it: decode, crop, normalise, softmax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 224  # of the network's input
WHOLE = 256  # the side of an image whose middle is the network's input, pixel by pixel


def read_labels(models: Path) -> list[str]:
    """Return the classes' ids in the network's order."""
    return (models / "labels.txt").read_text(encoding="utf-8").split()


def opened(path: Path) -> np.ndarray:
    """Return a file as the network's square, uint8 RGB."""
    with Image.open(path) as file:
        image = file.convert("RGB")
    width, height = image.size
    side = int(min(width, height) * 224 / 256)
    left, top = (width - side) // 2, (height - side) // 2
    square = image.crop((left, top, left + side, top + side))
    return np.asarray(square.resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def middle(image: np.ndarray) -> np.ndarray:
    """Return the network's square of a (256, 256, 3) image."""
    edge = (WHOLE - SIDE) // 2
    return image[edge : edge + SIDE, edge : edge + SIDE]


def normalised(image: np.ndarray) -> np.ndarray:
    """Return an image as the network takes it: (1, 3, 224, 224) float32."""
    values = (image.astype(np.float32) - 127) / 128
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])


def best(logits: np.ndarray, labels: list[str]) -> tuple[str, float]:
    """Return the likeliest label and its share of the softmax."""
    powers = np.exp(logits - logits.max())
    number = int(powers.argmax())
    return labels[number], float(powers[number] / powers.sum())
