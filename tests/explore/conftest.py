"""Pictures as a project's examples."""

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
from vizsla.modalities.image.measure import measure
from vizsla.workspace import NONE_OF_THESE, Example

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL import Image

    from vizsla.modalities.image.image_facts import ImageFacts

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Make(Protocol):
    """Makes what is explored."""

    def __call__(
        self, given: Sequence[tuple[Any, ...]], out_of_fold: np.ndarray | None = None
    ) -> ExploredExamples:
        """Make it of (picture, label) or (picture, label, {more of the example})."""
        ...


Grouped: TypeAlias = "Callable[[Sequence[Image.Image]], list[int]]"


@pytest.fixture(scope="session")
def looked_of() -> Make:
    """Make a project's examples of (picture, label) or (picture, label, {more of the example})."""
    classifier = encoder_named(None, "image")
    known: dict[str, tuple[ImageFacts, np.ndarray]] = {}

    def measured(digest: str, picture: Image.Image) -> tuple[ImageFacts, np.ndarray]:
        if digest not in known:
            known[digest] = (measure(picture, "PNG"), classifier.embed(picture).numbers)
        return known[digest]

    def make(
        given: Sequence[tuple[Any, ...]], out_of_fold: np.ndarray | None = None
    ) -> ExploredExamples:
        pictures = [each[0] for each in given]
        examples, sums = [], []
        for number, (picture, label, *more) in enumerate(given, 1):
            state = "unlabelled" if label is None else "labelled"
            values = {"name": f"{number}.png", "state": state, **(more[0] if more else {})}
            shape = repr((picture.mode, picture.size)).encode()
            digest = hashlib.sha256(shape + picture.tobytes()).hexdigest()
            facts, embedding = measured(digest, picture)
            sums.append(embedding)
            values |= {"facts": facts.to_dict(), "fingerprint": facts.perceptual_hash}
            examples.append(Example(id=number, sha256=digest, added_at=NOW, label=label, **values))
        embeddings = np.array(sums, np.float32).reshape(len(pictures), -1 if pictures else 0)
        labels = tuple(sorted({each.label for each in examples if each.label} - {NONE_OF_THESE}))
        alone = np.arange(len(examples))
        explored = ExploredExamples(
            tuple(examples), embeddings, alone, out_of_fold, labels, "trees"
        )
        return replace(
            explored, groups=near_duplicate_groups(explored.perceptual_hashes(), explored.unit())
        )

    return make


@pytest.fixture(scope="session")
def grouped(looked_of: Make) -> Grouped:
    """Group pictures as a project does."""
    return lambda pictures: looked_of([(each, None) for each in pictures]).groups.tolist()


@pytest.fixture(scope="session")
def photos(images: Path) -> list[Image.Image]:
    """Photos of as many different things."""
    return [load_image(each) for each in sorted((images / "things").iterdir())]


@pytest.fixture(scope="session")
def two_kinds(images: Path) -> list[tuple[Image.Image, str]]:
    """Ten photos of windmills and ten of fish."""
    return [
        (load_image(path), label)
        for label in ("windmill", "fish")
        for path in sorted((images / label).iterdir())
    ]
