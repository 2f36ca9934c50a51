"""Embeds the collections that exploring is measured on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

import loop_sources as sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PIL import Image

    from loop_sources import LabelledImage


@dataclass(frozen=True, eq=False)
class Measured:
    """The embeddings and perceptual hashes of images.

    Attributes:
        unit: (images, dimensions) float32, embeddings of length 1.
        hashes: (images,) uint64.

    """

    unit: np.ndarray
    hashes: np.ndarray

    def take(self, which: np.ndarray) -> Measured:
        """Return those of some images."""
        return Measured(self.unit[which], self.hashes[which])

    def joined(self, other: Measured) -> Measured:
        """Return those of these images and of others behind them."""
        return Measured(
            np.concatenate((self.unit, other.unit)), np.concatenate((self.hashes, other.hashes))
        )


@dataclass(frozen=True, eq=False)
class Collection:
    """A collection of labelled images.

    Attributes:
        images: the images, RGB.
        labels: the label of each.
        measured: their embeddings and perceptual hashes.

    """

    images: Sequence[Image.Image]
    labels: Sequence[str]
    measured: Measured


@dataclass(frozen=True)
class Source:
    """The source of a collection.

    Attributes:
        what: the content of its images, in words.
        read: returns the images.
        chosen_on: whether the constants were chosen on such images.

    """

    what: str
    read: Callable[[], Iterable[LabelledImage]]
    chosen_on: bool = False


SOURCES = {
    "photographs": Source(
        "ImageNet's, one of each of 200 kinds of things, under 9 labels",
        sources.imagenet,
        chosen_on=True,
    ),
    "pets": Source("20 photographs of dogs and other animals", sources.pets, chosen_on=True),
    "forks": Source(
        "Azure Custom Vision's: a few forks and scissors on one table",
        lambda: sources.labelled_folder(
            "custom-vision/ObjectDetection/Images", ("fork", "scissors")
        ),
        chosen_on=True,
    ),
    "digits": Source(
        "scikit-learn's handwritten digits, 8 x 8 pixels", sources.digits, chosen_on=True
    ),
    "clothes to learn from": Source(
        "Fashion-MNIST, 28 x 28 pixels", lambda: sources.fashion("train", 3000), chosen_on=True
    ),
    "trees": Source(
        "Azure Custom Vision's tutorial: hemlocks and Japanese cherries", sources.trees
    ),
    "stamps": Source("Tux Paint's cut-out photographs, among them series of coins", sources.stamps),
    "clothes to test on": Source(
        "Fashion-MNIST's other part", lambda: sources.fashion("t10k", 3000)
    ),
}


def collect(name: str, most: int | None = None) -> Collection:
    """Read and embed a collection.

    Args:
        name: one of SOURCES.
        most: the most images; all by default.

    Raises:
        MissingError: the images are not on this machine.

    """
    from vizsla.modalities.image.load_image import load_image  # noqa: PLC0415 - an extra

    found = list(islice(SOURCES[name].read(), most))
    images = [load_image(each.read()) for each in found]
    return Collection(images, [each.label for each in found], measure(images))


def measure(images: Sequence[Image.Image]) -> Measured:
    """Embed images on all cores, and hash them."""
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - an extra
    from vizsla.modalities.image.measure_image import measure_image  # noqa: PLC0415
    from vizsla.prefetch import prefetch  # noqa: PLC0415

    encoder = encoder_named(None, "image")

    def one(image: Image.Image) -> tuple[np.ndarray, int]:
        return encoder.embed(image).numbers, measure_image(image, "").perceptual_hash

    numbers, hashes = zip(*prefetch(one, images), strict=True)
    values = np.array(numbers, np.float32)
    return Measured(
        values / np.linalg.norm(values, axis=1, keepdims=True), np.array(hashes, np.uint64)
    )
