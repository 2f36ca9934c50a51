from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_digits

from vizsla.explore.outliers import outliers
from vizsla.modalities.image.load_image import load_image

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vizsla.explore import ExploredExamples

    Make = Callable[[Sequence[tuple[Any, ...]]], ExploredExamples]


def outlier_ids(explored: ExploredExamples) -> set[int]:
    return {number for each in outliers(explored) for number in each.examples}


@pytest.fixture
def windmills(two_kinds: list[tuple[Image.Image, str]]) -> list[tuple[Image.Image, str]]:
    """Ten photos of one kind."""
    return [each for each in two_kinds if each[1] == "windmill"]


def test_other_things_among_textures_are_outliers(
    explored_of: Make, textures: Path, photos: list[Image.Image]
) -> None:
    ordinary = [(load_image(path), path.parent.name) for path in sorted(textures.rglob("*.png"))]
    others = [(each, "grass") for each in photos[5:8]]
    assert outlier_ids(explored_of([*ordinary, *others])) == {37, 38, 39}


def test_another_thing_among_two_kinds_is_an_outlier(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    baseball = photos[0]
    assert outlier_ids(explored_of([*two_kinds, (baseball, "windmill")])) == {21}


def test_two_kinds_and_all_kinds_of_things_have_no_outlier(
    explored_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert outlier_ids(explored_of(two_kinds)) == set()
    assert outlier_ids(explored_of([(each, None) for each in photos])) == set()


def test_photos_among_digits_are_outliers(explored_of: Make, photos: list[Image.Image]) -> None:
    images = load_digits().images[:400]
    digits = [Image.fromarray((each * 15.9).astype(np.uint8)).convert("RGB") for each in images]
    explored = explored_of([(each, "digit") for each in [*digits, *photos[:8]]])
    others = set(range(401, 409))
    assert others <= outlier_ids(explored)
    assert len(outlier_ids(explored) - others) <= 4


def test_two_copies_of_an_outlier_do_not_hide_each_other(
    explored_of: Make, windmills: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    twice = [(photos[5], "windmill"), (photos[5].resize((200, 200)), "windmill")]
    assert outlier_ids(explored_of([*windmills, *twice])) == {11, 12}


def test_none_of_these_are_never_outliers(
    explored_of: Make, windmills: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert outlier_ids(explored_of([*windmills, (photos[5], "none of these")])) == set()
