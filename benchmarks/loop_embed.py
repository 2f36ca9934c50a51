"""Embeds images with Vizsla's own encoder, for peers that need embeddings; cached between runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.encoders.base import Encoder

FOLDER = models.FOLDER / "loop"


@dataclass(frozen=True, eq=False)
class Embedded:
    """The embeddings of images.

    Attributes:
        sums: (images, 1280) int16, whole numbers.
        factor: the factor that turns the sums into embeddings.

    """

    sums: np.ndarray
    factor: float

    @property
    def values(self) -> np.ndarray:
        """The embeddings, (images, 1280) float32, scikit-learn's faster type."""
        return (self.sums * self.factor).astype(np.float32)


def kept(name: str, images: list[bytes]) -> Embedded:
    """Return the embeddings, cached from the last run with the same images and encoder.

    The cache is for measuring accuracy only: where time counts, nothing is cached.
    """
    encoder = _encoder()
    total = hashlib.sha256(encoder.key.encode())
    for content in images:
        total.update(hashlib.sha256(content).digest())
    file = FOLDER / f"{name}-{total.hexdigest()[:16]}.npz"
    if not file.exists():
        print(f"embedding {len(images)} pictures of {name}, once", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        found = embedded(images, encoder)
        with file.with_suffix(".part").open("wb") as part:
            np.savez(part, sums=found.sums, factor=found.factor)
        file.with_suffix(".part").rename(file)
    with np.load(file) as held:
        return Embedded(held["sums"], float(held["factor"]))


def embedded(
    images: Sequence[Path | bytes], encoder: Encoder[np.ndarray] | None = None
) -> Embedded:
    """Embed images on all cores."""
    from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as below
    from vizsla.prefetch import prefetch  # noqa: PLC0415 - after the clock has started

    own = encoder or _encoder()
    own.self_test()
    found = list(prefetch(lambda image: own.embed(load_pixels(image), 1), images))
    return Embedded(np.array([each.numbers for each in found], np.int16), own.scale)


def _encoder() -> Encoder[np.ndarray]:
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - as above

    return encoder_named(None, "image")
