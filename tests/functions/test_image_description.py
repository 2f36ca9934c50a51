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
    assert vizsla.describe_image(photographs / name).answer == sentence


def test_what_both_models_see_clearly_is_sure(photographs: Path) -> None:
    assert vizsla.describe_image(photographs / "chelsea.png").sure


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("n04398044_teapot", "a teapot"),  # the detector: a vase, 0.97
        ("n04263257_soup_bowl", "a soup bowl"),  # a cup, 0.96
        ("n03935335_piggy_bank", "a piggy bank"),  # a vase and a cake
        ("n12620546_hip", "a rose hip"),  # two apples
        ("n04335435_streetcar", "a streetcar"),  # a bus, 0.95
        ("n04069434_reflex_camera", "a reflex camera"),  # a cell phone, 0.67
    ],
)
def test_what_the_classifier_is_sure_of_is_said_and_not_sure_where_the_detector_differs(
    data: Path, name: str, sentence: str
) -> None:
    result = vizsla.describe_image(data / "photos" / "imagenet-sample" / f"{name}.JPEG")
    assert result.answer is not None
    assert result.answer.startswith(sentence)
    assert not result.sure


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("n02093256_Staffordshire_bullterrier", "terrier"),
        ("n02110063_malamute", "Alaskan malamute"),  # the detector: a cat, 0.95
        ("n02099849_Chesapeake_Bay_retriever", "retriever"),  # a bear, 0.95
        ("n02120079_Arctic_fox", "Arctic fox"),  # a bear, 0.98
        ("n02138441_meerkat", "meerkat"),  # a bird, 0.95
    ],
)
def test_the_classifier_says_what_an_animal_is(data: Path, name: str, sentence: str) -> None:
    result = vizsla.describe_image(data / "photos" / "imagenet-sample" / f"{name}.JPEG")
    assert result.answer is not None
    assert sentence in result.answer


def test_a_dog_is_named_by_its_breed_where_that_is_likely(images: Path) -> None:
    image = images / "things" / "german_shepherd.jpg"
    result = vizsla.describe_image(image)
    assert result.answer == "a German shepherd"
    (tag,) = (tag for tag in result.tags if tag.label == "German shepherd")
    assert tag.box is not None
    assert tag.score == pytest.approx(result.score)


def test_no_exact_number_is_said_where_there_may_be_more(images: Path) -> None:
    # Four hens: the detector is sure of two boxes, the classifier of all four.
    assert vizsla.describe_image(images / "things" / "hens.jpg").answer == "some birds"


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
        starts = ("a ", "an ", "some ", "several ", "two ", "three ", "something ")
        assert result.answer.startswith(starts)
