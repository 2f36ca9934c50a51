from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


def test_a_cat_is_a_cat_of_some_kind(photographs: Path) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", top=3)
    assert {each.answer for each in result.alternatives} == {"tiger cat", "tabby", "Egyptian cat"}
    best = result.alternatives[0]
    assert (best.answer, best.score) == tuple(result)
    assert best.id is not None
    assert best.id.startswith("n0212")
    assert best.path[0] == "entity"
    assert best.path[-2:] == ("domestic cat", best.answer)


def test_the_scores_of_all_labels_sum_to_one(photographs: Path) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", top=1000)
    scores = [each.score for each in result.alternatives]
    assert len(scores) == 1000
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(1, abs=1e-9)
    assert len({each.id for each in result.alternatives}) == 1000


@pytest.mark.parametrize("kind", ["cat", "domestic cat", "n02121808", "animal"])
def test_within_a_kind_only_that_kind_is_answered(photographs: Path, kind: str) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", within=kind)
    everything = vizsla.classify_image(photographs / "chelsea.png")
    assert result.answer == everything.answer
    assert result.score == everything.score


def test_within_a_kind_that_is_not_there_the_answer_is_none(photographs: Path) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", within="dog")
    assert result.answer is None
    assert result.score > 0.5
    assert all("dog" in each.path for each in result.alternatives)


def test_a_kind_that_nobody_knows_is_refused(photographs: Path) -> None:
    with pytest.raises(errors.OptionError, match="unicorn"):
        vizsla.classify_image(photographs / "chelsea.png", within="unicorn")


def test_names_repeat_and_ids_do_not() -> None:
    labels = vizsla.load("classify-image").manifest.labels
    cranes = [label.id for label in labels if label.answer == "crane"]
    assert len(labels) == len({label.id for label in labels}) == 1000
    assert len(set(cranes)) == 2


def test_the_threshold_decides_what_is_sure(photographs: Path) -> None:
    picture = photographs / "chelsea.png"
    assert vizsla.classify_image(picture, threshold=0.0).sure
    assert not vizsla.classify_image(picture, threshold=1.0).sure


def test_dog_breeds_knows_118_breeds_and_three_wild_kinds() -> None:
    labels = vizsla.load("dog-breeds").manifest.labels
    assert len([label for label in labels if label.path[0] == "dog"]) == 118
    wild = {label.answer for label in labels if label.path[0] == "wild dog"}
    assert wild == {"dingo", "dhole", "African wild dog"}


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png", "page.png", "brick.png"])
def test_where_there_is_no_dog_the_answer_is_none(photographs: Path, name: str) -> None:
    answer, score = vizsla.load("dog-breeds")(photographs / name)
    assert answer is None
    assert score > 0.8


def test_a_breed_scores_as_its_class_does(images: Path) -> None:
    picture = images / "things" / "german_shepherd.jpg"
    breed = vizsla.load("dog-breeds")(picture)
    assert breed.answer == "German shepherd"
    assert breed.alternatives[0].path == ("dog", "herding", "German shepherd")
    assert breed.score == pytest.approx(vizsla.classify_image(picture).score, abs=1e-12)


def test_the_classifier_was_converted_without_loss(data: Path) -> None:
    """200 of the pictures that it was trained on: 88.5 % in float32."""
    right = [
        result.alternatives[0].id == path.name.partition("_")[0]
        for path, result in vizsla.classify_image.over(data / "photos" / "imagenet-sample")
        if isinstance(result, vizsla.Answer)
    ]
    assert len(right) == 200
    assert np.mean(right) >= 0.87


def test_every_real_picture_is_answered(real_images: list[Path]) -> None:
    results = dict(vizsla.classify_image.over(real_images))
    assert len(results) > 50
    assert [path for path, each in results.items() if not isinstance(each, vizsla.Answer)] == []


def test_the_heat_map_lies_on_the_thing(images: Path) -> None:
    picture = images / "things" / "german_shepherd.jpg"
    box = max(
        (each for each in vizsla.detect_objects(picture, threshold=0.2).boxes),
        key=lambda each: each.label == "dog",
    )
    heat = vizsla.load("dog-breeds").explain(picture).heat_map
    inside = heat[int(box.y) : int(box.y + box.height), int(box.x) : int(box.x + box.width)]
    assert box.label == "dog"
    assert inside.size < 0.85 * heat.size
    assert inside.sum() > 0.97 * heat.sum()


def test_a_wrong_kind_is_told_before_any_picture_of_a_run(photographs: Path) -> None:
    with pytest.raises(errors.OptionError, match="unicorn"):
        vizsla.classify_image.over(photographs, within="unicorn")


def test_of_two_labels_of_one_name_the_right_one_is_explained(photographs: Path) -> None:
    picture = photographs / "chelsea.png"
    labels = vizsla.load("classify-image").manifest.labels
    first, second = (label.id for label in labels if label.answer == "crane")
    one, other = (vizsla.classify_image.explain(picture, key) for key in (first, second))
    assert one.label == other.label == "crane"
    assert not np.array_equal(one.heat_map, other.heat_map)
