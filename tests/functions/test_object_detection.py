from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import vizsla
from vizsla.functions.object_detection import ObjectDetector


def test_the_best_box_is_the_answer(photographs: Path) -> None:
    found = vizsla.detect_objects(photographs / "chelsea.png")
    assert tuple(found) == ("cat", found.boxes[0].score)
    scores = [box.score for box in found.boxes]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("scale", [0.5, 1, 3])
@pytest.mark.parametrize("stretch", [0.5, 1, 2])
def test_boxes_are_in_the_images_own_pixels(
    photographs: Path, scale: float, stretch: float
) -> None:
    image = Image.open(photographs / "astronaut.png").convert("RGB")
    width, height = round(512 * scale * stretch), round(512 * scale)
    found = vizsla.detect_objects(image.resize((width, height)), threshold=0.35)
    (person,) = (box for box in found.boxes if box.label == "person")
    box = np.array([person.x, person.width]) / width, np.array([person.y, person.height]) / height
    assert np.concatenate(box) == pytest.approx([0.02, 0.7, 0.03, 0.96], abs=0.08)


def test_a_mirrored_image_has_mirrored_boxes(photographs: Path) -> None:
    image = np.asarray(Image.open(photographs / "astronaut.png").convert("RGB"))
    (box,) = vizsla.detect_objects(image).boxes
    (mirrored,) = vizsla.detect_objects(np.ascontiguousarray(image[:, ::-1])).boxes
    assert mirrored.x == pytest.approx(512 - box.x - box.width, abs=25)


def test_a_lower_threshold_finds_more(photographs: Path) -> None:
    image = photographs / "motorcycle_left.png"
    counts = [len(vizsla.detect_objects(image, threshold=each).boxes) for each in (0.9, 0.4, 0.1)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_the_answer_is_none_where_nothing_is_detected() -> None:
    found = vizsla.detect_objects(np.full((200, 300, 3), 116, np.uint8))
    assert found.answer is None
    assert found.boxes == ()
    assert found.score > 0.5
    assert not found.sure  # small things are missed too often


THINGS = Path(__file__).parents[1] / "images" / "things"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("german_shepherd", "dog"),
        ("kitten", "cat"),
        ("kingfisher", "bird"),
        ("polar_bear", "bear"),
        ("panda", "bear"),
        ("duck", "bird"),
    ],
)
def test_an_animal_that_both_models_see_is_sure(name: str, label: str) -> None:
    found = vizsla.detect_objects(THINGS / f"{name}.jpg")
    assert (found.answer, found.sure) == (label, True)
    assert [box.label for box in found.boxes] == [label]
    assert found.boxes[0].sure


@pytest.mark.parametrize(
    "name",
    ["bison", "hedgehog", "jaguars", "kangaroo", "koala", "komodo_dragon", "lemurs", "red_panda"],
)
def test_an_animal_of_another_kind_is_not_called_one_of_the_80(name: str) -> None:
    assert vizsla.detect_objects(THINGS / f"{name}.jpg").boxes == ()


def test_a_box_is_sure_from_the_published_threshold_on(real_images: list[Path]) -> None:
    detect = vizsla.load("detect-objects")
    sure = detect.manifest.threshold.score
    assert sure is not None
    assert detect.manifest.box_scores is not None
    for path in real_images:
        found = detect(path)
        assert [box.sure for box in found.boxes] == [box.score >= sure for box in found.boxes]
        assert all(box.score >= detect.manifest.box_scores.shown for box in found.boxes)
        assert not found.boxes or found.sure == found.boxes[0].sure


def test_a_threshold_is_the_least_score_of_a_box() -> None:
    image = THINGS / "horses.jpg"
    every = vizsla.detect_objects(image, threshold=0.05).boxes
    fewer = vizsla.detect_objects(image, threshold=every[1].score).boxes
    assert len(every) > len(fewer) == 2
    assert vizsla.detect_objects(image, threshold=1.0).answer is None


@pytest.mark.parametrize("name", ["cows", "duck", "kingfisher", "owl", "panda"])
def test_a_lower_threshold_adds_only_boxes_of_lower_scores(name: str) -> None:
    usual = vizsla.detect_objects(THINGS / f"{name}.jpg")
    every = vizsla.detect_objects(THINGS / f"{name}.jpg", threshold=0.05)
    assert len(every.boxes) > len(usual.boxes)
    assert tuple(box for box in every.boxes if box.score >= 0.5) == usual.boxes


def test_a_detector_that_is_a_part_has_the_networks_own_scores() -> None:
    bundle = vizsla.load("detect-objects").bundle
    alone = ObjectDetector.open(bundle, None)
    found = alone(THINGS / "owl.jpg")
    assert (found.answer, found.calibrated) == ("bird", False)
    assert found.boxes == alone.boxes(alone.modality.load(THINGS / "owl.jpg"), 0.5, None)


def test_most_dogs_are_detected_and_hardly_anything_else_as_a_dog(data: Path) -> None:
    breeds = {label.id for label in vizsla.load("dog-breeds").manifest.labels}
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for folder in ("imagenet-sample", "pets"):
        for path, found in vizsla.detect_objects.over(data / "photos" / folder):
            assert isinstance(found, vizsla.Detection)
            other = path.name.startswith(("cat_", "gecko_", "great_horned", "skunk_"))
            is_dog = path.name.partition("_")[0] in breeds or (folder == "pets" and not other)
            hits[is_dog].append(any(box.label == "dog" for box in found.boxes))
    assert (len(hits[True]), len(hits[False])) == (39, 181)
    assert np.mean(hits[True]) >= 0.9
    assert np.mean(hits[False]) <= 0.01
