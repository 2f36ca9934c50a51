"""The facts of a multi-label training that the card and the manifest report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vizsla.bundle.manifest_entries import LabelCalibration
from vizsla.testing.calibration_error import calibration_figures
from vizsla.training.multi_label_set import HAS, HAS_NOT, NOT_KNOWN
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.training.multi_label_set import MultiLabelSet
    from vizsla.training.trained_head import TrainedHead

__all__ = ["label_calibrations", "multi_label_fingerprint", "multi_label_trained_on"]

GOOD = 0.05  # the greatest expected calibration error of scores that count as calibrated


def multi_label_fingerprint(training_set: MultiLabelSet) -> str:
    """Return the sha256 of the examples and what is known of their labels."""
    lines = []
    for key, facts in zip(training_set.keys, training_set.truth, strict=True):
        known = dict(zip(training_set.labels, facts.tolist(), strict=True))
        has = [name for name, fact in known.items() if fact == HAS]
        has_not = [f"not {name}" for name, fact in known.items() if fact == HAS_NOT]
        lines.append(f"{key} {', '.join((*has, *has_not))}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def multi_label_trained_on(training_set: MultiLabelSet) -> str:
    """Return the number of examples of each label, in words."""
    counts = (training_set.truth == HAS).sum(axis=0).tolist()
    parts = [f"{n} with {name}" for name, n in zip(training_set.labels, counts, strict=True)]
    without = int((training_set.complete & ~(training_set.truth == HAS).any(axis=1)).sum())
    if without:
        parts.append(f"{without} with no label")
    partly = int((~training_set.complete).sum())
    if partly:
        parts.append(f"{partly} labelled only partly")
    return f"{counted(len(training_set), 'example')}: {', '.join(parts)}."


def label_calibrations(
    trained: TrainedHead, training_set: MultiLabelSet
) -> tuple[LabelCalibration | None, ...]:
    """Return each label's calibration; None where its scores are not calibrated.

    That is where there are too few examples to measure it, or where the measured error is above
    0.05 and above what chance explains.
    """
    found: list[LabelCalibration | None] = []
    for row, promise in enumerate(trained.label_promises):
        if trained.label_scores is None or not promise.enough:
            found.append(None)
            continue
        known = (training_set.truth[:, row] != NOT_KNOWN) & (trained.predicted >= 0)
        has = training_set.truth[known, row] == HAS
        figures = calibration_figures(trained.label_scores[known, row], has)
        if figures.ece > max(figures.chance_high, GOOD):
            found.append(None)
            continue
        found.append(
            LabelCalibration(
                promise.slope,
                promise.intercept,
                int(known.sum()),
                round(figures.ece, 6),
                round(figures.chance, 6),
            )
        )
    return tuple(found)
