"""What a card says of a training, noted when it is done: labels may change afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.bundle.manifest import Calibration
from vizsla.testing.calibration import calibration
from vizsla.training.material import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.training.material import Material
    from vizsla.training.train import Trained

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
    def of(cls, trained: Trained, material: Material) -> Facts:
        """Note them of a training."""
        return cls(_fingerprint(material), _trained_on(material), _calibration(trained, material))

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


def _fingerprint(material: Material) -> str:
    lines = []
    for key, truth, allowed in zip(
        material.keys, material.truth.tolist(), material.allowed, strict=True
    ):
        if truth != UNKNOWN:
            said = material.labels[truth] if truth < len(material.labels) else NONE_OF_THESE
        else:
            refused = np.flatnonzero(~allowed[: len(material.labels)])
            said = "not " + ", ".join(material.labels[n] for n in refused)
        lines.append(f"{key} {said}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _calibration(trained: Trained, material: Material) -> Calibration | None:
    if not trained.calibrated:
        return None
    known = (material.truth != UNKNOWN) & (trained.predicted >= 0)
    found = calibration(trained.scores[known], (trained.predicted == material.truth)[known])
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


def _trained_on(material: Material) -> str:
    names = [*material.labels, NONE_OF_THESE]
    counts = np.bincount(material.truth[material.truth != UNKNOWN], minlength=len(names))
    parts = [f"{count} of {name}" for name, count in zip(names, counts, strict=False) if count]
    negative = int((material.truth == UNKNOWN).sum())
    if negative:
        parts.append(f"{negative} of which is only known what they are not")
    return f"{len(material)} pictures: {', '.join(parts)}."
