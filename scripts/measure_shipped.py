"""Measures the shipped functions on real images, for their cards.

``python scripts/measure_shipped.py IMAGES``, where the folder holds one photograph for each of 200
of ImageNet's classes, as ``SYNSET_name.JPEG`` (EliSchwartz/imagenet-sample-images). The figures go
into scripts/build_weights/measured.json, from which ``make weights`` builds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vizsla
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = Path(__file__).parent / "build_weights" / "measured.json"
TRAINED_ON = (
    "photographs of 200 of ImageNet's classes, which the network was trained on: that proves the "
    "conversion, and says nothing of new pictures"
)
DOGS = (
    "whether there is a dog: photographs of 200 kinds of things, 24 of them dogs; the network was "
    "trained on COCO, not on them"
)


def measure(
    name: str, images: Path, right: Callable[[str, vizsla.Answer], bool], measured_on: str
) -> dict[str, Any]:
    """Return a function's accuracy, and the precision of its sure answers."""
    results = [
        (right(path.name.partition("_")[0], result), result.sure)
        for path, result in vizsla.load(name).over(images)
        if isinstance(result, vizsla.Answer)
    ]
    correct = sum(good for good, _ in results)
    sure = [good for good, is_sure in results if is_sure]
    low, high = wilson(correct, len(results))
    return {
        "threshold": {
            "precision": round(sum(sure) / len(sure), 4),
            "examples": len(sure),
            "measured_on": measured_on,
        },
        "test": {
            "accuracy": round(correct / len(results), 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "examples": len(results),
            "measured_on": measured_on,
        },
    }


def main() -> None:
    """Measure the functions, and write the figures."""
    images = Path(sys.argv[1])
    breeds = {label.id for label in vizsla.load("dog-breeds").manifest.labels}

    def class_is_right(synset: str, result: vizsla.Answer) -> bool:
        return result.alternatives[0].id == synset

    def breed_is_right(synset: str, result: vizsla.Answer) -> bool:
        if result.answer is None:
            return synset not in breeds
        return result.alternatives[0].id == synset

    def dog_is_right(synset: str, result: vizsla.Answer) -> bool:
        return any(each.answer == "dog" for each in result.alternatives) == (synset in breeds)

    measured = {
        "classify-image": measure("classify-image", images, class_is_right, TRAINED_ON),
        "dog-breeds": measure("dog-breeds", images, breed_is_right, TRAINED_ON),
        "detect-objects": measure("detect-objects", images, dog_is_right, DOGS),
    }
    # Other figures there are measured by scripts/build_weights/measure_conversion.py.
    measured = json.loads(TARGET.read_text(encoding="utf-8")) | measured
    TARGET.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
