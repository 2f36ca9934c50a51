"""Embeds images with Vizsla's own encoder, for peers that need embeddings; cached between runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import models

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier

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


def kept(name: str, paths: list[Path]) -> Embedded:
    """Return the embeddings, cached from the last run with the same images and encoder.

    The cache is for measuring accuracy only: where time counts, nothing is cached.
    """
    backbone = _backbone()
    total = hashlib.sha256(repr(backbone.manifest.graph).encode())
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    file = FOLDER / f"{name}-{total.hexdigest()[:16]}.npz"
    if not file.exists():
        print(f"embedding {len(paths)} pictures of {name}, once", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        found = embedded(paths, backbone)
        with file.with_suffix(".part").open("wb") as part:
            np.savez(part, sums=found.sums, factor=found.factor)
        file.with_suffix(".part").rename(file)
    with np.load(file) as held:
        return Embedded(held["sums"], float(held["factor"]))


def embedded(paths: list[Path], backbone: Classifier | None = None) -> Embedded:
    """Embed images on all cores."""
    from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as above
    from vizsla.prefetch import prefetch  # noqa: PLC0415 - after the clock has started

    own = backbone or _backbone()
    own.warm_up()
    found = list(prefetch(lambda path: own.embed(load_pixels(path), 1), paths))
    return Embedded(np.array([each.numbers for each in found], np.int16), found[0].scale)


def _backbone() -> Classifier:
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - as above

    return encoder_named(None, "image")
