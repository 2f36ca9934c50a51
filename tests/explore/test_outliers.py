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


def found(explored: ExploredExamples) -> set[int]:
    return {number for each in outliers(explored) for number in each.examples}


@pytest.fixture
def windmills(two_kinds: list[tuple[Image.Image, str]]) -> list[tuple[Image.Image, str]]:
    """Ten photos of one kind."""
    return [each for each in two_kinds if each[1] == "windmill"]


def test_other_things_among_textures_stand_out(
    looked_of: Make, textures: Path, photos: list[Image.Image]
) -> None:
    ordinary = [(load_image(path), path.parent.name) for path in sorted(textures.rglob("*.png"))]
    strangers = [(each, "grass") for each in photos[5:8]]
    assert found(looked_of([*ordinary, *strangers])) == {37, 38, 39}


def test_another_thing_among_two_kinds_stands_out(
    looked_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    baseball = photos[0]
    assert found(looked_of([*two_kinds, (baseball, "windmill")])) == {21}


def test_nothing_stands_out_among_two_kinds_or_among_all_kinds_of_things(
    looked_of: Make, two_kinds: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert found(looked_of(two_kinds)) == set()
    assert found(looked_of([(each, None) for each in photos])) == set()


def test_photos_among_digits_stand_out(looked_of: Make, photos: list[Image.Image]) -> None:
    images = load_digits().images[:400]
    digits = [Image.fromarray((each * 15.9).astype(np.uint8)).convert("RGB") for each in images]
    explored = looked_of([(each, "digit") for each in [*digits, *photos[:8]]])
    strangers = set(range(401, 409))
    assert strangers <= found(explored)
    assert len(found(explored) - strangers) <= 4


def test_two_copies_of_a_stranger_do_not_hide_each_other(
    looked_of: Make, windmills: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    twice = [(photos[5], "windmill"), (photos[5].resize((200, 200)), "windmill")]
    assert found(looked_of([*windmills, *twice])) == {11, 12}


def test_none_of_these_may_be_unlike_the_rest(
    looked_of: Make, windmills: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert found(looked_of([*windmills, (photos[5], "none of these")])) == set()
