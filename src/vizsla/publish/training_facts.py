"""The facts of a training that the card and the manifest report.

They are recorded when the training is done, because labels may change afterwards.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.bundle.manifest_entries import Calibration, LabelCalibration
from vizsla.publish.multi_label_facts import (
    label_calibrations,
    multi_label_fingerprint,
    multi_label_trained_on,
)
from vizsla.testing.calibration_error import calibration_figures
from vizsla.training.multi_label_set import MultiLabelSet
from vizsla.training.training_set import UNKNOWN
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet

__all__ = ["CROSS_VALIDATED", "TrainingFacts"]

CROSS_VALIDATED = (
    "training examples, each answered by a model that was not trained on it (cross-validation)"
)
GOOD = 0.05  # the greatest expected calibration error of scores that count as calibrated


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """The training data, and how well the scores are calibrated.

    Attributes:
        fingerprint: the sha256 of the examples and their labels.
        trained_on: the number of examples of each label, in words.
        calibration: the calibration's figures; None where there were too few examples to measure
            it, or where the scores are not calibrated well enough; and of a multi-label head.
        labels: of a multi-label head the calibration of each label; None where there is none.

    """

    fingerprint: str
    trained_on: str
    calibration: Calibration | None
    labels: tuple[LabelCalibration | None, ...] = ()

    @classmethod
    def of(cls, trained: TrainedHead, training_set: TrainingSet | MultiLabelSet) -> TrainingFacts:
        """Record the facts of a training."""
        if isinstance(training_set, MultiLabelSet):
            return cls(
                multi_label_fingerprint(training_set),
                multi_label_trained_on(training_set),
                None,
                label_calibrations(trained, training_set),
            )
        return cls(
            _fingerprint(training_set),
            _trained_on(training_set),
            _calibration(trained, training_set),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as a value for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> TrainingFacts:
        """Read the value of ``to_dict``."""
        figures = value["calibration"]
        return cls(
            value["fingerprint"],
            value["trained_on"],
            None if figures is None else Calibration(**figures),
            tuple(each and LabelCalibration(**each) for each in value.get("labels", ())),
        )


def _fingerprint(training_set: TrainingSet) -> str:
    names = (*training_set.labels, NONE_OF_THESE)
    lines = []
    for key, truth, allowed in zip(
        training_set.keys, training_set.truth.tolist(), training_set.allowed, strict=True
    ):
        if truth != UNKNOWN:
            label = names[truth]
        else:
            excluded = np.flatnonzero(~allowed[: len(training_set.labels)])
            label = "not " + ", ".join(names[row] for row in excluded)
        lines.append(f"{key} {label}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _calibration(trained: TrainedHead, training_set: TrainingSet) -> Calibration | None:
    if not trained.calibrated:
        return None
    known = (training_set.truth != UNKNOWN) & (trained.predicted >= 0)
    examples = int(known.sum())
    found = calibration_figures(
        trained.scores[known], (trained.predicted == training_set.truth)[known]
    )
    if found.ece > max(found.chance_high, GOOD):
        return None  # one temperature can't calibrate these scores
    return Calibration(
        method="temperature",
        temperature=trained.temperature,
        examples=examples,
        error=round(found.ece, 6),
        error_by_chance=round(found.chance, 6),
        measured_on=f"{examples} {CROSS_VALIDATED}",
    )


def _trained_on(training_set: TrainingSet) -> str:
    names = [*training_set.labels, NONE_OF_THESE]
    counts = np.bincount(training_set.truth[training_set.truth != UNKNOWN], minlength=len(names))
    parts = [f"{count} of {name}" for name, count in zip(names, counts, strict=False) if count]
    negative = int((training_set.truth == UNKNOWN).sum())
    if negative:
        parts.append(f"{negative} with negative labels only")
    return f"{counted(len(training_set), 'example')}: {', '.join(parts)}."
