"""Images as the examples of a project."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
import pytest

from vizsla.encoders.registry import encoder_named
from vizsla.explore import ExploredExamples
from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.modalities.image.load_image import load_image
from vizsla.modalities.image.measure_image import measure_image
from vizsla.workspace import NONE_OF_THESE, Example

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL import Image

    from vizsla.modalities.image.image_facts import ImageFacts

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Make(Protocol):
    """Makes examples to explore."""

    def __call__(self, given: Sequence[tuple[Any, ...]]) -> ExploredExamples:
        """Make examples of (image, label) or (image, label, {more of the example})."""
        ...


Grouped: TypeAlias = "Callable[[Sequence[Image.Image]], list[int]]"


@pytest.fixture(scope="session")
def explored_of() -> Make:
    """Make a project's examples of (image, label) or (image, label, {more of the example})."""
    encoder = encoder_named(None, "image")
    known: dict[str, tuple[ImageFacts, np.ndarray]] = {}

    def measured(digest: str, image: Image.Image) -> tuple[ImageFacts, np.ndarray]:
        if digest not in known:
            known[digest] = (measure_image(image, "PNG"), encoder.embed(image).numbers)
        return known[digest]

    def make(given: Sequence[tuple[Any, ...]]) -> ExploredExamples:
        images = [each[0] for each in given]
        examples, vectors = [], []
        for number, (image, label, *more) in enumerate(given, 1):
            state = "unlabelled" if label is None else "labelled"
            values = {"name": f"{number}.png", "state": state, **(more[0] if more else {})}
            shape = repr((image.mode, image.size)).encode()
            digest = hashlib.sha256(shape + image.tobytes()).hexdigest()
            facts, embedding = measured(digest, image)
            vectors.append(embedding)
            values |= {"facts": facts.to_dict(), "fingerprint": facts.perceptual_hash}
            examples.append(Example(id=number, sha256=digest, added_at=NOW, label=label, **values))
        embeddings = np.array(vectors, np.float32).reshape(len(images), -1 if images else 0)
        labels = tuple(sorted({each.label for each in examples if each.label} - {NONE_OF_THESE}))
        alone = np.arange(len(examples))
        explored = ExploredExamples(tuple(examples), embeddings, alone, labels, "trees")
        return replace(
            explored,
            groups=near_duplicate_groups(explored.fingerprints(), explored.unit_embeddings()),
        )

    return make


@pytest.fixture(scope="session")
def grouped(explored_of: Make) -> Grouped:
    """Group images as a project does."""
    return lambda images: explored_of([(each, None) for each in images]).groups.tolist()


@pytest.fixture(scope="session")
def photos(images: Path) -> list[Image.Image]:
    """Photos of different things, one of each."""
    return [load_image(each) for each in sorted((images / "things").iterdir())]


@pytest.fixture(scope="session")
def two_kinds(images: Path) -> list[tuple[Image.Image, str]]:
    """Ten photos of windmills and ten of fish."""
    return [
        (load_image(path), label)
        for label in ("windmill", "fish")
        for path in sorted((images / label).iterdir())
    ]
