from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import vizsla

if TYPE_CHECKING:
    from pathlib import Path


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


def test_most_dogs_are_detected_and_few_other_animals_as_dogs(data: Path) -> None:
    """The float32 network detects 77 % of the dogs, and a dog in 5 % of the other images."""
    breeds = {label.id for label in vizsla.load("dog-breeds").manifest.labels}
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for folder in ("imagenet-sample", "pets"):
        folder_of_images = data / "photos" / folder
        for path, found in vizsla.detect_objects.over(folder_of_images, threshold=0.35):
            assert isinstance(found, vizsla.Detection)
            other = path.name.startswith(("cat_", "gecko_", "great_horned", "skunk_"))
            is_dog = path.name.partition("_")[0] in breeds or (folder == "pets" and not other)
            hits[is_dog].append(any(box.label == "dog" for box in found.boxes))
    assert (len(hits[True]), len(hits[False])) == (39, 181)
    assert np.mean(hits[True]) >= 0.77
    assert np.mean(hits[False]) <= 0.05
