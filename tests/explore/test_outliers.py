from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

from vizsla.explore.outliers import outliers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.explore import Looked

    Make = Callable[[Sequence[tuple[Any, ...]]], Looked]


def found(looked: Looked) -> set[int]:
    return {number for each in outliers(looked) for number in each.examples}


def test_other_things_among_trees_stand_out(
    looked_of: Make, trees: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    strangers = [(each, "Hemlock") for each in photos[5:8]]
    assert found(looked_of([*trees, *strangers])) == {21, 22, 23}


def test_nothing_stands_out_among_trees_or_among_all_kinds_of_things(
    looked_of: Make, trees: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert found(looked_of(trees)) == set()
    assert found(looked_of([(each, None) for each in photos])) == set()


def test_photos_among_digits_stand_out(looked_of: Make, photos: list[Image.Image]) -> None:
    images = load_digits().images[:400]
    digits = [Image.fromarray((each * 15.9).astype(np.uint8)).convert("RGB") for each in images]
    looked = looked_of([(each, "digit") for each in [*digits, *photos[:8]]])
    strangers = set(range(401, 409))
    assert strangers <= found(looked)
    assert len(found(looked) - strangers) <= 4


def test_two_copies_of_a_stranger_do_not_hide_each_other(
    looked_of: Make, trees: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    twice = [(photos[5], "Hemlock"), (photos[5].resize((200, 200)), "Hemlock")]
    assert found(looked_of([*trees, *twice])) == {21, 22}


def test_none_of_these_may_be_unlike_the_rest(
    looked_of: Make, trees: list[tuple[Image.Image, str]], photos: list[Image.Image]
) -> None:
    assert found(looked_of([*trees, (photos[5], "none of these")])) == set()
