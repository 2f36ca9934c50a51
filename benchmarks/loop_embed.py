"""Embeddings by Vizsla's own backbone, for those who start from them; kept from run to run."""

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
    """Pictures as numbers.

    Attributes:
        sums: (pictures, 1280) int16, the whole-number sums.
        factor: what makes them the embeddings.

    """

    sums: np.ndarray
    factor: float

    @property
    def values(self) -> np.ndarray:
        """The embeddings, (pictures, 1280) float32, scikit-learn's faster type."""
        return (self.sums * self.factor).astype(np.float32)


def kept(name: str, paths: list[Path]) -> Embedded:
    """Return the embeddings, from the last run where pictures and backbone are the same.

    For what measures accuracy only: where time counts, nothing is kept.
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
    """Embed pictures on all cores."""
    from vizsla.modalities.image.load_image import load_pixels  # noqa: PLC0415 - as above
    from vizsla.prefetch import prefetch  # noqa: PLC0415 - after the clock has started

    own = backbone or _backbone()
    own.warm_up()
    found = list(prefetch(lambda path: own.embed(load_pixels(path), 1), paths))
    return Embedded(np.array([each.numbers for each in found], np.int16), found[0].scale)


def _backbone() -> Classifier:
    from vizsla.encoders.registry import encoder_named  # noqa: PLC0415 - as above

    return encoder_named(None, "image")
