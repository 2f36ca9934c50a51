"""What a standalone .tflite says of itself: the labels, the facts, and words for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.bundle.read_bundle import TAXONOMY
from vizsla.publish.standalone.layers import OUTPUT, has_none
from vizsla.publish.standalone.metadata import Described

if TYPE_CHECKING:
    from vizsla.bundle import Bundle, Manifest

__all__ = ["FACTS", "INPUT", "LABELS", "described", "facts", "labels_text"]

LABELS, FACTS = "labels.txt", "vizsla.json"
INPUT = "image"
AUTHOR = "made with Vizsla"


def labels_text(manifest: Manifest, *, none: bool) -> str:
    """Return the labels, one a line, in the output's order.

    Readers count lines, and leave out blank ones: a label's own line breaks become spaces, and a
    blank label its number.

    Args:
        manifest: the function's.
        none: whether the output has one more probability, of none of the labels.

    """
    lines = [
        " ".join(each.answer.split()) or f"label {number}"
        for number, each in enumerate(manifest.labels)
    ]
    return "".join(f"{line}\n" for line in [*lines, *([NONE_OF_THESE] if none else [])])


def facts(bundle: Bundle, size: tuple[int, int]) -> str:
    """Return what ``function.json`` says that still holds, and what is not inside, as JSON.

    Args:
        bundle: the function on disk.
        size: the height and width that the graph takes, in pixels.

    """
    manifest, height, width = bundle.manifest, *size
    answers = [
        {key: each for key, each in asdict(label).items() if each or key == "answer"}
        for label in manifest.labels
    ]
    if _has_none(bundle):
        answers.append({"answer": None})
    value = {
        "kind": manifest.kind,
        "name": manifest.name,
        "version": manifest.version,
        "description": manifest.description,
        "answers": answers,
        "least_known": manifest.least_known,
        "threshold": asdict(manifest.threshold),
        "calibration": manifest.calibration and asdict(manifest.calibration),
        "preprocessing": {
            "resize": bundle.graph.resize,
            "crop": bundle.graph.crop,
            "width": width,
            "height": height,
            "interpolation": "bicubic, antialiased",
            "colour": "RGB",
            "alpha": "over white",
            "orientation": "by EXIF",
        },
        "trained_on": manifest.trained_on,
        "fingerprint": manifest.fingerprint,
        "test": manifest.test and asdict(manifest.test),
        "licences": [asdict(each) for each in manifest.licences],
        "not_inside": _not_inside(bundle),
    }
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def described(bundle: Bundle, size: tuple[int, int]) -> Described:
    """Return what the metadata says; arguments as for ``facts``."""
    manifest, height, width = bundle.manifest, *size
    none = _has_none(bundle)
    count = f"{len(manifest.labels)} labels" + (f", then of '{NONE_OF_THESE}'" if none else "")
    return Described(
        name=manifest.name,
        description="\n".join(
            part
            for part in (
                manifest.description,
                _answer(manifest, none=none),
                _sure(manifest),
                _calibrated(manifest),
                *_not_inside(bundle),
            )
            if part
        ),
        version=str(manifest.version),
        author=AUTHOR,
        licence="\n".join(
            f"{each.what}: {each.licence} ({each.source})" for each in manifest.licences
        ),
        input_name=INPUT,
        input_description=(
            "The picture as RGB, each value from 0 to 255. Turn it upright by its EXIF "
            "orientation, lay what is transparent over white, cut out the square in the middle "
            f"whose side is {bundle.graph.crop:g} of the shorter side, rounded down, and resize "
            f"it to {width} x {height} pixels, bicubic and antialiased (Pillow's BICUBIC; other "
            "ways to resize change the scores a little)."
        ),
        output_name=OUTPUT,
        output_description=f"How likely each is, from 0 to 1, together 1: of the {count}.",
        labels_file=LABELS,
        facts_file=FACTS,
    )


def _has_none(bundle: Bundle) -> bool:
    return has_none(bundle.head(), len(bundle.manifest.labels))


def _answer(manifest: Manifest, *, none: bool) -> str:
    if not none:
        return "The answer is the likeliest label."
    return (
        f"The answer is the likeliest label, but none where '{NONE_OF_THESE}' has more than "
        f"{1 - manifest.least_known:g}."
    )


def _sure(manifest: Manifest) -> str:
    score = manifest.threshold.score
    if score is None:
        return "No answer is called sure: there were too few examples to promise anything."
    return f"An answer is called sure from a probability of {score:g}."


def _calibrated(manifest: Manifest) -> str:
    found = manifest.calibration
    if found is None:
        return "The probabilities are not calibrated."
    return (
        f"The probabilities are calibrated ({found.method} {found.temperature:g}, in the weights): "
        f"expected calibration error {found.error:g} on {found.measured_on}."
    )


def _not_inside(bundle: Bundle) -> list[str]:
    missing = []
    if bundle.manifest.novelty is not None:
        missing.append(
            "Not inside: the test whether a picture is like those shown in training. In Vizsla, "
            "an answer to one that is not is never sure; here the probability alone decides."
        )
    if TAXONOMY in bundle.manifest.files:
        missing.append("Not inside: the kinds above the labels.")
    return missing
