"""Measures the names that Dog Scope gives to other animals in photographs, beside the detector's.

The app is asked about each photograph as a user would. For the scores behind its names, Python's
twins of its functions look at the same parts of the image.
"""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import seeing
from phone import expect
from PIL import Image, ImageOps

import vizsla
from unseen_photographs import UnseenPhotograph, unseen_photographs
from vizsla.functions.object_detection import ObjectDetector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from phone import Phone

KINDS = {
    "cat": {"domestic cat"},
    "bird": {"bird", "game bird"},
    "horse": {"horse"},
    "fox": {"fox"},
    "wolf": {"wolf"},
    "hot dog": {"hotdog"},
}
COYOTE = "n02114855"  # a wolf in WordNet, and not for people
# The detector's names, and the scores from which they were right in the first measurement.
DETECTED = {"cat": 0.9, "bird": 0.975, "horse": 0.95}
PERHAPS_DOG, DOG = 0.1, 0.5
ANIMAL_LABELS = {"dog", "cat", "sheep", "cow", "horse", "bear", "teddy bear", "bird"}
# What the file's name does not tell, or tells wrongly: the hot dog's shows sausages and onions.
BY_EYE: Mapping[str, frozenset[str]] = {
    "cat_01.jpg": frozenset({"cat"}),
    "cat_07.jpg": frozenset({"cat"}),
    "chelsea.png": frozenset({"cat"}),
    "n04209239_shower_curtain.JPEG": frozenset({"cat"}),
    "great_horned_owl_02.jpg": frozenset({"bird"}),
    "n07697537_hotdog.JPEG": frozenset(),
}


@dataclass(frozen=True)
class Look:
    """What the functions say about a part of a photograph.

    Attributes:
        label: the detector's label; empty where it has no box there.
        detected: its score.
        dog: the probability of a dog.
        scores: the classifier's score of each animal.

    """

    label: str
    detected: float
    dog: float
    scores: Mapping[str, float]


class Twins:
    """Python's twins of the app's functions."""

    def __init__(self) -> None:
        self._detector = ObjectDetector.open(vizsla.load("detect-objects").bundle, None)
        self._breeds = vizsla.load("dog-breeds")
        self._things = vizsla.load("classify-image")

    def everything(self, image: Image.Image) -> tuple[vizsla.Alternative, ...]:
        """Return the score of each of the classifier's labels."""
        return self._things(image, top=len(self._things.labels)).alternatives

    def looks_at(self, path: Path) -> list[Look]:
        """Look at the boxes, the whole image and both ends; at nothing where there is a dog."""
        image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
        boxes = self._detector(image, threshold=0.2).boxes
        parts = [(b.label, b.score, square(b, image)) for b in boxes if b.label in ANIMAL_LABELS]
        width, height = image.size
        side = min(image.size)
        parts.append(("", 0.0, (0, 0, width, height)))
        if max(image.size) >= 1.2 * side:
            parts.append(("", 0.0, (0, 0, side, side)))
            parts.append(("", 0.0, (width - side, height - side, width, height)))
        looks = []
        for label, score, edges in parts:
            part = image.crop(edges)
            dog = sum(each.score for each in self._breeds(part, top=121).alternatives)
            if dog >= DOG:
                return []
            scores = dict.fromkeys(KINDS, 0.0)
            for each in self.everything(part):
                for animal in KINDS:
                    scores[animal] += each.score * is_of(each, animal)
            looks.append(Look(label, score, dog, scores))
        return looks


def is_of(label: vizsla.Alternative, animal: str) -> bool:
    """Tell whether a label is one of an animal."""
    return label.id != COYOTE and not KINDS[animal].isdisjoint(label.path)


def finds(phone: Phone, data: Path, step: int) -> dict[str, Any]:
    """Return the figures of the names: of the photographs of "Measured", and of unseen ones.

    Args:
        phone: the app, ready.
        data: the folder of the test data.
        step: 1 for all photographs, 20 for each twentieth.

    """
    twins = Twins()
    kinds = {
        each.id: {animal for animal in KINDS if is_of(each, animal)}
        for each in twins.everything(Image.new("RGB", (8, 8)))
    }
    listed = seeing.readable(seeing.images(data))
    measured = {
        path: BY_EYE.get(path.name, frozenset(kinds.get(path.name[:9], ()))) for path in listed
    }
    with tempfile.TemporaryDirectory() as folder:
        unseen = dict(written(Path(folder), kinds))
        sets = {"of Measured": measured, "unseen": unseen}
        return {
            name: figures(phone, dict(list(each.items())[::step]), twins)
            for name, each in sets.items()
        }


def written(
    folder: Path, kinds: Mapping[str | None, set[str]]
) -> Iterator[tuple[Path, frozenset[str]]]:
    """Write the photographs that the classifier was not trained on; yield each with its animals."""
    found, missing = unseen_photographs()
    for source, why in missing.items():
        print(f"left out: {source}: {why}")
    for number, each in enumerate(found):
        if each.source != "pets":  # they are among those of "Measured"
            path = folder / f"{number:03}-{Path(each.name).name}"
            path.write_bytes(each.content)
            yield path, shown(each, kinds)


def shown(each: UnseenPhotograph, kinds: Mapping[str | None, set[str]]) -> frozenset[str]:
    """Return the animals of a photograph, as its row and its folder say."""
    labelled = {name for label in each.labels for name in kinds.get(label, ())}
    birds = {"bird"} if "/birds/" in each.name else set()
    return frozenset(labelled | ((each.objects or set()) & set(DETECTED)) | birds)


def figures(phone: Phone, listed: Mapping[Path, frozenset[str]], twins: Twins) -> dict[str, Any]:
    """Return the figures of a set of photographs."""
    named = {path: name_of(phone, path) for path in listed}
    looks = {path: twins.looks_at(path) for path in listed}
    return {
        "photographs": len(listed),
        "animals": {
            animal: {
                "shown": sum(animal in each for each in listed.values()),
                "named": judged({path: named[path] == animal for path in listed}, listed, animal),
                "detector alone": judged(
                    {path: is_detected(each, animal) for path, each in looks.items()},
                    listed,
                    animal,
                ),
                "classifier's highest wrong scores": highest(
                    {path: each for path, each in looks.items() if animal not in listed[path]},
                    animal,
                ),
            }
            for animal in KINDS
        },
    }


def name_of(phone: Phone, path: Path) -> str | None:
    """Ask the app about a photograph; return the other animal's name, and None for none."""
    phone.photo(path)
    expect(phone.page.locator("h1", has_text="found")).to_be_visible()
    count = phone.page.locator("h1", has_text="found").inner_text().split()[0]
    if int(count) > 1:
        phone.button("Back").click()
        return None
    expect(phone.answer).to_be_visible()
    text = phone.answer.inner_text()
    phone.leave()
    said = text.removeprefix("That looks like a ").removesuffix("!")
    return said if said in KINDS else None


def square(box: vizsla.Box, image: Image.Image) -> tuple[int, int, int, int]:
    """Return the edges of the square around a box, a tenth larger, within the image."""
    side = max(box.width, box.height) * 1.1
    x, y = box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2
    right, low = min(math.floor(x + side), image.width), min(math.floor(y + side), image.height)
    return max(math.floor(x), 0), max(math.floor(y), 0), right, low


def is_detected(looks: list[Look], animal: str) -> bool:
    """Tell whether the detector names an animal in a box that is hardly a dog's."""
    return any(
        each.label == animal and each.detected >= DETECTED.get(animal, 1) and each.dog < PERHAPS_DOG
        for each in looks
    )


def judged(
    named: Mapping[Path, bool], listed: Mapping[Path, frozenset[str]], animal: str
) -> dict[str, Any]:
    """Return the share of right names, and the wrong ones and those that are missing."""
    given = [path for path, is_named in named.items() if is_named]
    right = [path for path in given if animal in listed[path]]
    missed = [path.name for path in listed if animal in listed[path] and not named[path]]
    wrong = sorted(path.name for path in set(given) - set(right))
    right_share = seeing.share(len(right), len(given)) if given else None
    return {"right": right_share, "wrong": wrong, "missed": missed}


def highest(looks: Mapping[Path, list[Look]], animal: str) -> list[tuple[float, str]]:
    """Return the three photographs with an animal's highest scores."""
    best = [
        (
            max((each.scores[animal] for each in seen if each.dog < PERHAPS_DOG), default=0),
            path.name,
        )
        for path, seen in looks.items()
    ]
    return sorted(best, reverse=True)[:3]
