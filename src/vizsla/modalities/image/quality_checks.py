"""The reasons why an image may be of no use for training: tiny, dark, blank or blurred."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vizsla.modalities.image.image_facts import ImageFacts
from vizsla.modalities.modality_values import QualityCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.modalities.modality_values import Facts

__all__ = ["IMAGE_QUALITY_CHECKS"]

T = TypeVar("T")
TINY = 32  # pixels of the shorter side: a model takes 224, seven times as many
BLANK = 0.02  # contrast of a wall or a lens cap; the plainest of 289 photos has 0.076
DARK = 0.2  # brightness + 2 x contrast; the darkest of 289 photos has 0.37
BLURRED = 0.55  # sharpness; one of 289 photos is below, a fork out of focus
MEASURABLE = 64  # pixels of the shorter side: sharpness can't be measured on fewer


def _of(measure: Callable[[ImageFacts], T]) -> Callable[[Facts], T]:
    """Return a measure of ImageFacts as a measure of the stored facts."""
    return lambda facts: measure(ImageFacts.from_dict(facts))


IMAGE_QUALITY_CHECKS = (
    QualityCheck(
        "tiny",
        _of(lambda image: image.shorter_side < TINY),
        _of(lambda image: float(image.shorter_side)),
        _of(lambda image: f"{image.width} x {image.height} pixels"),
        "image is tiny",
        "images are tiny",
        f"On fewer than {TINY} pixels there is little to tell things apart by. Where a "
        "larger version exists, add that instead.",
    ),
    QualityCheck(
        "dark",
        _of(lambda image: image.brightness + 2 * image.contrast < DARK),
        _of(lambda image: image.brightness),
        _of(lambda image: f"{image.brightness:.0%} of full brightness"),
        "image is nearly black",
        "images are nearly black",
        "Hardly anything can be seen in such an image. It helps only a function that will be asked "
        "about images as dark. A 16-bit image whose values are small is as dark: scale it first.",
    ),
    QualityCheck(
        "blank",
        _of(lambda image: image.contrast < BLANK),
        _of(lambda image: image.contrast),
        _of(lambda image: f"one tone all over (contrast {image.contrast:.3f})"),
        "image is blank",
        "images are blank",
        "Nothing is on it: a function learns that an empty image has the label.",
        worthless=True,
    ),
    QualityCheck(
        "blurred",
        _of(lambda image: image.shorter_side >= MEASURABLE and image.sharpness < BLURRED),
        _of(lambda image: image.sharpness),
        _of(lambda image: f"sharpness {image.sharpness:.2f}; ordinary photos have 1.4"),
        "image is blurred",
        "images are blurred",
        "The details are gone, or were never there. Such an image helps only a function that will "
        "be asked about images as blurred.",
    ),
)
