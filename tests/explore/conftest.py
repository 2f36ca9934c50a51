"""Pictures as a project's examples."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
import pytest

from vizsla.explore import Looked
from vizsla.explore.look import look
from vizsla.explore.near_duplicates import near_duplicate_groups
from vizsla.functions.embedding import embed
from vizsla.functions.find import shipped_classifier
from vizsla.inputs.load import load_image
from vizsla.workspace import NONE_OF_THESE, Example

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PIL import Image

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Make(Protocol):
    """Makes what is explored."""

    def __call__(
        self, given: Sequence[tuple[Any, ...]], out_of_fold: np.ndarray | None = None
    ) -> Looked:
        """Make it of (picture, label) or (picture, label, {more of the example})."""
        ...


Grouped: TypeAlias = "Callable[[Sequence[Image.Image]], list[int]]"


@pytest.fixture
def looked_of() -> Make:
    """Make a project's examples of (picture, label) or (picture, label, {more of the example})."""

    def make(given: Sequence[tuple[Any, ...]], out_of_fold: np.ndarray | None = None) -> Looked:
        pictures = [each[0] for each in given]
        examples = []
        for number, (picture, label, *more) in enumerate(given, 1):
            state = "unlabelled" if label is None else "labelled"
            values = {"name": f"{number}.png", "state": state, **(more[0] if more else {})}
            digest = hashlib.sha256(picture.tobytes()).hexdigest()
            facts = look(picture, "PNG")
            values |= {"facts": facts.to_dict(), "fingerprint": facts.perceptual_hash}
            examples.append(Example(id=number, sha256=digest, added_at=NOW, label=label, **values))
        classifier = shipped_classifier()
        sums = [embed(classifier.feature_map(each)).sums for each in pictures]
        embeddings = np.array(sums, np.float32).reshape(len(pictures), -1 if pictures else 0)
        labels = tuple(sorted({each.label for each in examples if each.label} - {NONE_OF_THESE}))
        alone = np.arange(len(examples))
        looked = Looked(tuple(examples), embeddings, alone, out_of_fold, labels, "trees")
        return replace(looked, groups=near_duplicate_groups(looked.prints(), looked.unit()))

    return make


@pytest.fixture
def grouped(looked_of: Make) -> Grouped:
    """Group pictures as a project does."""
    return lambda pictures: looked_of([(each, None) for each in pictures]).groups.tolist()


@pytest.fixture(scope="session")
def photos(data: Path) -> list[Image.Image]:
    """Photos of 60 different things."""
    files = sorted((data / "photos" / "imagenet-sample").iterdir())[::3][:60]
    return [load_image(each) for each in files]


@pytest.fixture(scope="session")
def trees(data: Path) -> list[tuple[Image.Image, str]]:
    """Ten photos of hemlocks and ten of cherries."""
    folder = data / "custom-vision" / "ImageClassification" / "Images"
    return [
        (load_image(path), name)
        for name in ("Hemlock", "Japanese_Cherry")
        for path in sorted((folder / name).iterdir())
    ]
