from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("astronaut.png", "a person"),
        ("chelsea.png", "a cat"),
        ("coffee.png", "an espresso"),
        ("motorcycle_left.png", "a motorcycle"),
    ],
)
def test_a_photograph_is_described(photographs: Path, name: str, sentence: str) -> None:
    result = vizsla.describe_image(photographs / name)
    assert result.answer == sentence
    assert result.sure


def test_a_dog_is_named_by_its_breed_where_that_is_likely(images: Path) -> None:
    image = images / "things" / "german_shepherd.jpg"
    result = vizsla.describe_image(image)
    assert result.answer == "a German shepherd"
    (tag,) = (tag for tag in result.tags if tag.label == "German shepherd")
    assert tag.box is not None
    assert tag.score == pytest.approx(result.score)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_blank_image_is_a_picture_and_never_sure(value: int) -> None:
    result = vizsla.describe_image(np.full((300, 400, 3), value, np.uint8))
    assert result.answer == "a picture"
    assert result.score <= 0.2
    assert not result.sure


def test_every_real_image_has_a_sentence(images: Path) -> None:
    for path, result in vizsla.describe_image.over(images / "things"):
        assert isinstance(result, vizsla.Answer), path
        assert result.answer is not None
        assert result.answer[0].islower()
        assert result.answer.startswith(("a ", "an ", "some ", "several ", "two ", "three "))
