"""Writes the texts that a standalone .tflite file holds: the labels, the facts, the description."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE
from vizsla.bundle.promises import why_never_sure
from vizsla.bundle.read_bundle import TAXONOMY
from vizsla.publish.standalone.layers import OUTPUT
from vizsla.publish.standalone.metadata import ModelMetadata

if TYPE_CHECKING:
    from vizsla.bundle import Manifest
    from vizsla.bundle.manifest_entries import Calibration, Threshold

__all__ = ["FACTS", "INPUT", "LABELS", "facts_json", "labels_text", "model_metadata"]

LABELS, FACTS = "labels.txt", "vizsla.json"
INPUT = "image"
AUTHOR = "made with Vizsla"


def labels_text(manifest: Manifest, *, none: bool) -> str:
    """Return the labels, one a line, in the output's order.

    Readers count lines, and leave out blank ones: a label's own line breaks become spaces, and a
    blank label its number.

    Args:
        manifest: the function's manifest.
        none: whether the output has one more probability, of none of the labels.

    """
    lines = [
        " ".join(each.answer.split()) or f"label {number}"
        for number, each in enumerate(manifest.labels)
    ]
    return "".join(f"{line}\n" for line in [*lines, *([NONE_OF_THESE] if none else [])])


def facts_json(
    manifest: Manifest, size: tuple[int, int], *, none: bool, presence: bool = False
) -> str:
    """Return the parts of ``function.json`` that hold for the file, and what it lacks, as JSON.

    Args:
        manifest: the function's manifest.
        size: the height and width of the graph's input, in pixels.
        none: whether the output has one more probability, of none of the labels.
        presence: whether the function's scores are these probabilities times a presence.

    """
    height, width = size
    answers = [
        {key: each for key, each in asdict(label).items() if each or key == "answer"}
        for label in manifest.labels
    ]
    if none:
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
            "resize": manifest.input.settings["resize"],
            "crop": manifest.input.settings["crop"],
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
        "not_inside": _not_inside(manifest, presence=presence),
    }
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def model_metadata(
    manifest: Manifest, size: tuple[int, int], *, none: bool, presence: bool = False
) -> ModelMetadata:
    """Return the metadata of a function; arguments as for ``facts_json``."""
    height, width = size
    count = f"{len(manifest.labels)} labels" + (f", then of '{NONE_OF_THESE}'" if none else "")
    sentences = (
        manifest.description,
        _answer(manifest, none=none),
        *(() if presence else _promises(manifest)),
        *_not_inside(manifest, presence=presence),
    )
    return ModelMetadata(
        name=manifest.name,
        description="\n".join(each for each in sentences if each),
        version=str(manifest.version),
        author=AUTHOR,
        licence="\n".join(map(str, manifest.licences)),
        input_name=INPUT,
        input_description=(
            "The image as RGB, each value from 0 to 255. Turn it upright by its EXIF orientation, "
            "lay transparent parts over white, cut out the square in the middle whose side is "
            f"{manifest.input.number('crop', 0, 1):g} of the shorter side, rounded down, and "
            f"resize that to {width} x {height} pixels, bicubic and antialiased (Pillow's BICUBIC; "
            "other ways to resize change the scores a little)."
        ),
        output_name=OUTPUT,
        output_description=f"The probabilities, from 0 to 1, together 1: of the {count}.",
        labels_file=LABELS,
        facts_file=FACTS,
    )


def _answer(manifest: Manifest, *, none: bool) -> str:
    if not none:
        return "The answer is the likeliest label."
    return (
        f"The answer is the likeliest label, but none where '{NONE_OF_THESE}' has more than "
        f"{1 - manifest.least_known:g}."
    )


def _promises(manifest: Manifest) -> tuple[str, str]:
    """Return when an answer is sure, and whether the probabilities are calibrated."""
    sure = why_never_sure(manifest) or _sure(manifest.threshold)
    return sure, _calibrated(manifest.calibration)


def _sure(threshold: Threshold) -> str:
    return f"An answer is sure from a probability of {threshold.score:g}."


def _calibrated(calibration: Calibration | None) -> str:
    if calibration is None:
        return "The probabilities are not calibrated."
    return (
        f"The probabilities are calibrated ({calibration.method} {calibration.temperature:g}, in "
        f"the weights): expected calibration error {calibration.error:g} on "
        f"{calibration.measured_on}."
    )


def _not_inside(manifest: Manifest, *, presence: bool) -> list[str]:
    missing = []
    if presence:
        missing.append(
            "Not inside: the presence, how likely an image shows what its answer names at all. In "
            "Vizsla the scores are the probabilities times the presence, and the threshold and the "
            "calibration are those of the scores; the probabilities alone are too high for images "
            "of other things."
        )
    if manifest.novelty is not None:
        missing.append(
            "Not inside: the novelty check, whether an image is like the training examples. In "
            "Vizsla an answer to a novel image is never sure; here the probability alone decides."
        )
    if TAXONOMY in manifest.files:
        missing.append("Not inside: the taxonomy above the labels.")
    return missing
