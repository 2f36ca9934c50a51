"""Training sets of real examples: scikit-learn's handwritten digits, embedded once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pytest
from sklearn.datasets import load_digits

from vizsla.encoders.registry import encoder_named
from vizsla.prefetch import prefetch
from vizsla.training.training_set import TrainingSet

if TYPE_CHECKING:
    from pathlib import Path

SCALE = 0.001


class Make(Protocol):
    """Makes a training set of some digits."""

    def __call__(self, which: np.ndarray, *, negative: np.ndarray | None = None) -> TrainingSet:
        """Make a training set of the digits with these numbers."""
        ...


@pytest.fixture(scope="session")
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the digits' embeddings, (1797, 1280) integers in a random order, and the digits."""
    backbone = encoder_named(None, "image")
    values, targets = load_digits(return_X_y=True)
    images = (values.reshape(-1, 8, 8) * 15.9).astype(np.uint8)

    def vector(image: np.ndarray) -> np.ndarray:
        rgb = np.ascontiguousarray(np.repeat(image[:, :, None], 3, axis=2))
        return backbone.embed(rgb, 1).numbers.astype(np.int16)

    order = np.random.default_rng(0).permutation(len(targets))
    return np.stack(list(prefetch(vector, list(images[order])))), targets[order]


@pytest.fixture(scope="session")
def training_set(digits: tuple[np.ndarray, np.ndarray]) -> Make:
    """Return a function that makes a training set of digits."""
    embeddings, targets = digits

    def make(which: np.ndarray, *, negative: np.ndarray | None = None) -> TrainingSet:
        own = embeddings[which]
        return TrainingSet.of(
            tuple("0123456789"),
            own,
            SCALE,
            targets[which],
            np.zeros((len(which), 10), bool) if negative is None else negative,
            np.arange(len(which)),
            tuple(hashlib.sha256(each.tobytes()).hexdigest() for each in own),
        )

    return make


@pytest.fixture(scope="session")
def other_things(images: Path) -> np.ndarray:
    """Return embeddings of photographs of other things."""
    backbone = encoder_named(None, "image")
    paths = sorted(images.rglob("*.jpg"))
    found = prefetch(lambda path: backbone.embed(_pixels(path), 1).numbers, paths)
    return np.stack(list(found)).astype(np.int16)


def _pixels(path: Path) -> object:
    from vizsla.modalities.image.load_image import load_pixels

    return load_pixels(path)
