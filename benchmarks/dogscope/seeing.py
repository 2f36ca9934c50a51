"""Measures Dog Scope's detection of dogs, by detector and classifier, on all real images."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import skimage
from phone import expect

import vizsla
from vizsla.functions.object_detection import ObjectDetector
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from phone import Phone

ROOT = Path(__file__).parents[2]
DOMESTIC = range(2085620, 2113979)  # WordNet's numbers of ImageNet's domestic dogs
WILD = {"n02115641", "n02115913", "n02116738"}  # neither counted as dogs nor as none
LOOK_ALIKES = ROOT / "web" / "dogscope" / "src" / "breeds" / "lookAlikes.json"


def images(data: Path) -> dict[Path, bool]:
    """Return all images, each with whether it shows a dog."""
    photos = data / "photos"
    known = {
        path: int(path.name[1:9]) in DOMESTIC
        for path in (photos / "imagenet-sample").iterdir()
        if path.name[:9] not in WILD
    }
    pets = {path: path.name[0].isupper() for path in (photos / "pets").iterdir()}
    azure = {path: path.name == "dog.jpg" for path in (photos / "azure").iterdir()}
    others = [*(data / "custom-vision").rglob("*"), *Path(skimage.__file__).parent.rglob("data/*")]
    return known | pets | azure | dict.fromkeys(others, False)


def share(right: int, count: int) -> dict[str, Any]:
    """Return a share with its 95 % interval."""
    return {"of": count, "count": right, "share": right / count, "interval": wilson(right, count)}


def detector_alone(listed: dict[Path, bool], threshold: float) -> dict[str, Any]:
    """Return the figures of the detector without its classifier, as the app has it, in Python."""
    alone = ObjectDetector.open(vizsla.load("detect-objects").bundle, None)
    return counted(listed, {path: dogs(alone(path, threshold=threshold)) for path in listed})


def detect_objects(listed: dict[Path, bool]) -> dict[str, Any]:
    """Return the figures of detect_objects, in Python."""
    return counted(listed, {path: dogs(vizsla.detect_objects(path)) for path in listed})


def dogs(found: vizsla.Detection) -> int:
    """Return the number of dogs among the boxes."""
    return sum(box.label == "dog" for box in found.boxes)


def counted(listed: dict[Path, bool], found: dict[Path, int]) -> dict[str, Any]:
    """Return the shares of dogs found, and of other images mistaken for dogs.

    Args:
        listed: whether each image shows a dog.
        found: the number of dogs found in each.

    """
    with_dog = [path for path, is_dog in listed.items() if is_dog]
    rest = [path for path, is_dog in listed.items() if not is_dog]
    seen = [found[path] for path in with_dog if found[path]]
    return {
        "found": share(len(seen), len(with_dog)),
        "false": share(sum(found[path] > 0 for path in rest), len(rest)),
        "dogs in an image with a dog": sum(seen) / len(seen),
        "missed": sorted(path.name for path in with_dog if not found[path]),
        "mistaken": sorted(path.name for path in rest if found[path]),
    }


def pair(phone: Phone, listed: dict[Path, bool]) -> dict[str, Any]:
    """Return the figures of the app, which is asked about each image as a user would."""
    page = phone.page
    found: dict[Path, int] = {}
    for path in listed:
        phone.photo(path)
        expect(page.locator("h1", has_text="found")).to_be_visible()
        text = page.locator("h1", has_text="found").inner_text()
        found[path] = int(text.split()[0])
        if page.locator("dialog[open]").count():
            phone.leave()
        else:
            phone.button("Back").click()
    return counted(listed, found)


def look_alikes(listed: dict[Path, bool]) -> dict[str, Any]:
    """Return the share of dogs whose second answer is one of the first answer's look-alikes."""
    alike: dict[str, list[str]] = json.loads(LOOK_ALIKES.read_text("utf-8"))
    known = total = close = close_known = 0
    with vizsla.load("dog-breeds") as breed:
        for path, is_dog in listed.items():
            if not is_dog:
                continue
            best, second = breed(path, top=2).alternatives
            is_listed = second.id in alike[str(best.id)]
            total, known = total + 1, known + is_listed
            if second.score >= 0.05:  # noqa: PLR2004 - of the score: a real rival
                close, close_known = close + 1, close_known + is_listed
    return {"all": share(known, total), "rivals": share(close_known, close)}


def readable(listed: dict[Path, bool]) -> dict[Path, bool]:
    """Return the images that a browser can read, too."""
    kinds = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
    return {path: is_dog for path, is_dog in sorted(listed.items()) if path.suffix.lower() in kinds}
