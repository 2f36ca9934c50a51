from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


def test_a_cat_is_answered_with_kinds_of_cats(photographs: Path) -> None:
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
def test_within_limits_the_answer_to_a_kind(photographs: Path, kind: str) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", within=kind)
    everything = vizsla.classify_image(photographs / "chelsea.png")
    assert result.answer == everything.answer
    assert result.score == everything.score


def test_within_a_kind_that_the_image_does_not_show_the_answer_is_none(photographs: Path) -> None:
    result = vizsla.classify_image(photographs / "chelsea.png", within="dog")
    assert result.answer is None
    assert result.score > 0.5
    assert all("dog" in each.path for each in result.alternatives)


def test_an_unknown_kind_is_refused(photographs: Path) -> None:
    with pytest.raises(errors.OptionError, match="unicorn"):
        vizsla.classify_image(photographs / "chelsea.png", within="unicorn")


def test_labels_have_unique_ids_though_names_repeat() -> None:
    labels = vizsla.load("classify-image").manifest.labels
    cranes = [label.id for label in labels if label.answer == "crane"]
    assert len(labels) == len({label.id for label in labels}) == 1000
    assert len(set(cranes)) == 2


def test_an_answer_is_sure_from_the_threshold_on(photographs: Path) -> None:
    image = photographs / "chelsea.png"
    assert vizsla.classify_image(image, threshold=0.0).sure
    assert not vizsla.classify_image(image, threshold=1.0).sure


def test_dog_breeds_knows_118_breeds_and_three_wild_kinds() -> None:
    labels = vizsla.load("dog-breeds").manifest.labels
    assert len([label for label in labels if label.path[0] == "dog"]) == 118
    wild = {label.answer for label in labels if label.path[0] == "wild dog"}
    assert wild == {"dingo", "dhole", "African wild dog"}


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png", "page.png", "brick.png"])
def test_dog_breeds_answers_none_for_an_image_without_a_dog(photographs: Path, name: str) -> None:
    answer, score = vizsla.load("dog-breeds")(photographs / name)
    assert answer is None
    assert score > 0.8


def test_a_breed_has_the_score_of_its_class(images: Path) -> None:
    image = images / "things" / "german_shepherd.jpg"
    breed = vizsla.load("dog-breeds")(image)
    assert breed.answer == "German shepherd"
    assert breed.alternatives[0].path == ("dog", "herding", "German shepherd")
    assert breed.score == pytest.approx(vizsla.classify_image(image).score, abs=1e-12)


def test_the_classifier_was_converted_without_loss(data: Path) -> None:
    """On 200 images of its training set, where the float32 network has 88.5 %."""
    right = [
        result.alternatives[0].id == path.name.partition("_")[0]
        for path, result in vizsla.classify_image.over(data / "photos" / "imagenet-sample")
        if isinstance(result, vizsla.Answer)
    ]
    assert len(right) == 200
    assert np.mean(right) >= 0.87


def test_every_real_image_is_answered(real_images: list[Path]) -> None:
    results = dict(vizsla.classify_image.over(real_images))
    assert len(results) > 50
    assert [path for path, each in results.items() if not isinstance(each, vizsla.Answer)] == []


def test_the_heat_map_lies_on_the_thing(images: Path) -> None:
    image = images / "things" / "german_shepherd.jpg"
    box = max(
        (each for each in vizsla.detect_objects(image, threshold=0.2).boxes),
        key=lambda each: each.label == "dog",
    )
    heat = vizsla.load("dog-breeds").explain(image).heat_map
    inside = heat[int(box.y) : int(box.y + box.height), int(box.x) : int(box.x + box.width)]
    assert box.label == "dog"
    assert inside.size < 0.85 * heat.size
    assert inside.sum() > 0.97 * heat.sum()


def test_an_unknown_kind_is_refused_before_the_first_image_of_a_run(photographs: Path) -> None:
    with pytest.raises(errors.OptionError, match="unicorn"):
        vizsla.classify_image.over(photographs, within="unicorn")


def test_explain_tells_two_labels_of_one_name_apart_by_their_ids(photographs: Path) -> None:
    image = photographs / "chelsea.png"
    labels = vizsla.load("classify-image").manifest.labels
    first, second = (label.id for label in labels if label.answer == "crane")
    one, other = (vizsla.classify_image.explain(image, key) for key in (first, second))
    assert one.label == other.label == "crane"
    assert not np.array_equal(one.heat_map, other.heat_map)
