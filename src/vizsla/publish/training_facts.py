"""What a card says of a training, noted when it is done: labels may change afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.bundle.manifest import Calibration
from vizsla.testing.calibration_error import calibration
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.training.train import Trained
    from vizsla.training.training_set import TrainingSet

__all__ = ["HELD_BACK", "Facts"]

HELD_BACK = "training pictures, each answered by a head that was not shown it"
GOOD = 0.05  # an expected calibration error up to which scores count as frequencies


@dataclass(frozen=True, slots=True)
class Facts:
    """What was trained on, and how well the scores fit.

    Attributes:
        fingerprint: a sha256 that tells these examples and labels from any others.
        trained_on: how many of what, in words.
        calibration: how well the scores fit; None where too few examples tell, or they don't.

    """

    fingerprint: str
    trained_on: str
    calibration: Calibration | None

    @classmethod
    def of(cls, trained: Trained, training_set: TrainingSet) -> Facts:
        """Note them of a training."""
        return cls(
            _fingerprint(training_set),
            _trained_on(training_set),
            _calibration(trained, training_set),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as a value for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> Facts:
        """Read what ``to_dict`` gave."""
        found = value["calibration"]
        return cls(
            value["fingerprint"],
            value["trained_on"],
            None if found is None else Calibration(**found),
        )


def _fingerprint(training_set: TrainingSet) -> str:
    lines = []
    for key, truth, allowed in zip(
        training_set.keys, training_set.truth.tolist(), training_set.allowed, strict=True
    ):
        if truth != UNKNOWN:
            said = training_set.labels[truth] if truth < len(training_set.labels) else NONE_OF_THESE
        else:
            refused = np.flatnonzero(~allowed[: len(training_set.labels)])
            said = "not " + ", ".join(training_set.labels[n] for n in refused)
        lines.append(f"{key} {said}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _calibration(trained: Trained, training_set: TrainingSet) -> Calibration | None:
    if not trained.calibrated:
        return None
    known = (training_set.truth != UNKNOWN) & (trained.predicted >= 0)
    found = calibration(trained.scores[known], (trained.predicted == training_set.truth)[known])
    if found.ece > max(found.chance_high, GOOD):
        return None  # one temperature could not mend these scores
    return Calibration(
        "temperature",
        trained.temperature,
        int(known.sum()),
        round(found.ece, 6),
        round(found.chance, 6),
        f"{int(known.sum())} {HELD_BACK}",
    )


def _trained_on(training_set: TrainingSet) -> str:
    names = [*training_set.labels, NONE_OF_THESE]
    counts = np.bincount(training_set.truth[training_set.truth != UNKNOWN], minlength=len(names))
    parts = [f"{count} of {name}" for name, count in zip(names, counts, strict=False) if count]
    negative = int((training_set.truth == UNKNOWN).sum())
    if negative:
        parts.append(f"{negative} of which is only known what they are not")
    return f"{len(training_set)} pictures: {', '.join(parts)}."
