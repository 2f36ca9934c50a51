"""The app's answers about real images are those of Python."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect

import vizsla
from vizsla.functions.object_detection import ObjectDetector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dogscope.app import App

BREEDS = range(2085620, 2113979)  # WordNet's numbers of ImageNet's domestic dogs
MARGINS = (0.1, 0.25)  # of the first look, and of the second where the first is in doubt
HUSKIES = {"n02109961": "Siberian husky"}  # one breed, of which WordNet has two
LEAST = 0.2


@pytest.fixture
def dogs(pets: Path, shared_images: list[Path]) -> list[Path]:
    """All images of dogs: the shipped ones, and the shared ones where those are."""
    return [pets / "shepherd.jpg", pets / "vizsla.jpg", *filter(is_dog, shared_images)]


@pytest.fixture
def others(images: Path, shared_images: list[Path]) -> list[Path]:
    """Some images of anything else."""
    things = [each for each in sorted(images.rglob("*.jpg")) if each.stem != "german_shepherd"]
    return [*things[::6], *[each for each in shared_images if not is_dog(each)][::12]]


def is_dog(path: Path) -> bool:
    """Return whether a shared image shows a dog, by its name."""
    if path.parent.name == "imagenet-sample":
        return int(path.name[1:9]) in BREEDS
    return path.name == "dog.jpg" or (path.parent.name == "pets" and path.name[0].isupper())


@pytest.fixture(scope="module")
def breeds() -> Iterator[vizsla.Function]:
    """The breed classifier, in Python."""
    with vizsla.load("dog-breeds") as function:
        yield function


@pytest.fixture(scope="module")
def detector() -> Iterator[ObjectDetector]:
    """The detector alone, as the app loads it."""
    with ObjectDetector.open(vizsla.load("detect-objects").bundle, None) as function:
        yield function


def python_answers(
    path: Path, breeds: vizsla.Function, detector: ObjectDetector
) -> set[tuple[str, int]]:
    """Return Python's answers for the animals of an image: a breed, and per cent."""
    image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
    looks = [
        [image.crop(edges(box, margin, image)) for margin in MARGINS]
        for box in detector(image, threshold=LEAST).boxes
    ]
    sums = [
        [scores(breeds(part, top=len(breeds.labels))) for part in parts]
        for parts in [[image], *looks]
    ]
    best = [max(each[0].items(), key=lambda item: item[1]) for each in sums]
    both = [
        max(((name, (first[name] + second[name]) / 2) for name in first), key=lambda item: item[1])
        for first, second in (each for each in sums if len(each) > 1)
    ]
    return {(name.lower(), round(100 * score)) for name, score in best + both}


def edges(box: vizsla.Box, margin: float, image: Image.Image) -> tuple[int, int, int, int]:
    """Return the edges of the square around a box, within the image."""
    side = max(box.width, box.height) * (1 + margin)
    x, y = box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2
    return (
        max(math.floor(x), 0),
        max(math.floor(y), 0),
        min(math.floor(x + side), image.width),
        min(math.floor(y + side), image.height),
    )


def scores(answer: vizsla.Answer) -> dict[str, float]:
    """Return the score of each breed by its name."""
    found: dict[str, float] = defaultdict(float)
    for each in answer.alternatives:
        if each.id is not None:
            found[HUSKIES.get(each.id, each.answer)] += each.score
    return found


def test_the_app_gives_pythons_answers(
    app: App, dogs: list[Path], breeds: vizsla.Function, detector: ObjectDetector
) -> None:
    # It takes long because it asks for every dog that there is, in both languages.
    app.ready()
    page = app.page
    wrong = []
    for path in dogs:
        app.photo(path)
        expect(page.locator("h1", has_text="found")).to_be_visible()
        several = page.locator(".photo-box")
        if several.count() > 1:
            several.first.evaluate("(box) => box.click()")  # a smaller box may cover it
        expect(app.answer).to_be_visible()
        rows = page.locator(".also li") if page.locator(".also button").count() else None
        if app.answer.inner_text().endswith("?"):
            choice = page.locator(".breed-choice button").first
            name, text = (choice.locator(each).inner_text() for each in ("strong", "small"))
            percent = float(text.removesuffix("%"))
        elif rows is not None:
            name, text = (rows.first.locator(each).inner_text() for each in ("button", "span"))
            percent = float(text.removesuffix("%")) if text else None
        else:
            name, text = app.answer.inner_text(), page.locator(".meter p").inner_text()
            width = page.locator(".meter-bar span").get_attribute("style") or ""
            percent = float(width.partition("width:")[2].partition("%")[0])
        # A score that is not calibrated is not shown as a number.
        assert ("%" in text) == (breeds.manifest.calibration is not None)
        expected = python_answers(path, breeds, detector)
        if not any(
            name.lower() == answer and (percent is None or abs(percent - score) <= 1.5)
            for answer, score in expected
        ):
            wrong.append((path.name, name, percent, expected))
        app.leave()
    assert wrong == []


def test_the_app_finds_no_dog_in_other_images(app: App, others: list[Path]) -> None:
    app.ready()
    found = []
    for path in others:
        app.photo(path)
        expect(app.page.locator("h1", has_text="found")).to_be_visible()
        expect(app.answer).to_be_visible()
        if not app.answer.inner_text().startswith(("I see no dog here", "That looks like a")):
            found.append(path.name)
        app.leave()
    assert len(others) > 3
    assert found == []
