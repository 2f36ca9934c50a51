"""Fits the presence of classify-image: how likely an input shows what its answer names.

The score is the softmax times the presence. Its three numbers are those of the least log loss, on
photographs of anything, most of which show none of the labels, and on harder views of them.
"""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from shipped_scores import Judged, Outputs, softmax

TABLE = Path(__file__).parents[1] / "scripts" / "build_weights" / "mistaken_labels.csv"
# No photographs say how often drawings get such a label: below 1/2 it is neither sure nor likely.
GIVEN_TO_DRAWINGS = 0.5
LEAST = 1e-9  # of a probability whose logarithm is taken


@dataclass(frozen=True)
class Presence:
    """The numbers of the presence; ``scripts/build_weights/mistaken_labels.py`` explains them."""

    intercept: float
    slope: float
    given_to_things: float
    given_to_drawings: float = GIVEN_TO_DRAWINGS

    def of(self, found: Outputs, things: np.ndarray, drawings: np.ndarray) -> np.ndarray:
        """Return the presence of each view's answer.

        Args:
            found: the outputs.
            things: (labels,) bool: the labels that are given to other things.
            drawings: (labels,) bool: the labels that are given to drawings.

        """
        answers = found.logits.argmax(axis=1)
        raised = self.given_to_things * things[answers]
        own = _sigmoid(self.intercept + raised + self.slope * found.cosines)
        result: np.ndarray = np.where(drawings[answers], self.given_to_drawings, own)
        return result

    def rounded(self) -> Presence:
        """Return the numbers as they are published."""
        return Presence(**{key: round(value, 2) for key, value in asdict(self).items()})


def given_labels(ids: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each label whether it is given to other things, and whether to drawings."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        given = {row["id"]: row["given_to"] for row in csv.DictReader(stream)}
    to = np.array([given.get(each, "") for each in ids])
    return to == "things", to == "drawings"


def fit_presence(
    found: Outputs, temperature: float, things: np.ndarray, drawings: np.ndarray
) -> Presence:
    """Return the presence of the least log loss.

    Args:
        found: the outputs for photographs of anything.
        temperature: the temperature of the softmax.
        things: (labels,) bool: the labels that are given to other things.
        drawings: (labels,) bool: the labels that are given to drawings; they are left out.

    """
    answers = found.logits.argmax(axis=1)
    kept = ~drawings[answers]
    scores, right = classes(found, temperature)
    scores, right = scores[kept], right[kept]
    features = np.column_stack(
        (np.ones(kept.sum()), found.cosines[kept], things[answers[kept]].astype(float))
    )

    def loss(numbers: np.ndarray) -> float:
        found_scores = np.clip(scores * _sigmoid(features @ numbers), LEAST, 1 - LEAST)
        return -float(np.log(np.where(right, found_scores, 1 - found_scores)).mean())

    best = minimize(loss, np.array([-3.0, 15.0, -1.0]), method="BFGS")
    return Presence(*(float(each) for each in best.x))


def classes(found: Outputs, temperature: float) -> Judged:
    """Return the softmax's greatest scores, and whether these labels are right."""
    scores = softmax(found.logits, temperature)
    return scores.max(axis=1), found.truth[np.arange(len(scores)), scores.argmax(axis=1)]


def _sigmoid(values: np.ndarray) -> np.ndarray:
    result: np.ndarray = 1 / (1 + np.exp(-values))
    return result
