"""What cross-validation shows of each label: its calibration, and its own thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.multi_label_answers import HOLDS
from vizsla.training.multi_label_set import HAS, NOT_KNOWN
from vizsla.training.promised_thresholds import LIKELY, find_thresholds

if TYPE_CHECKING:
    import numpy as np

    from vizsla.training.confidence_threshold import ConfidenceThreshold
    from vizsla.training.cross_validate_labels import MultiLabelOutOfFold
    from vizsla.training.multi_label_set import MultiLabelSet

__all__ = ["LabelPromise", "label_promises"]

CALIBRATED = 50  # independent predictions from which on a label's scores count as calibrated ...
CALIBRATED_EACH = 10  # ... if so many of them have the label, and as many do not


@dataclass(frozen=True, slots=True)
class LabelPromise:
    """What cross-validation shows of one label.

    Attributes:
        label: the label's name.
        slope: by which the label's outputs were multiplied; the weights include it.
        intercept: what was added to them; the bias includes it.
        enough: whether there were enough independent predictions to calibrate on.
        sure: the least score at which the label is sure, and its guarantee.
        likely: the least score at which it is likely, and its weaker guarantee.

    """

    label: str
    slope: float
    intercept: float
    enough: bool
    sure: ConfidenceThreshold
    likely: ConfidenceThreshold


def label_promises(
    training_set: MultiLabelSet,
    predictions: MultiLabelOutOfFold,
    familiar: np.ndarray,
    target: float,
    confidence: float,
    training_share: float,
    *,
    repeated_scenes: bool,
) -> tuple[LabelPromise, ...]:
    """Return what cross-validation shows of each label.

    Args:
        training_set: the examples.
        predictions: their out-of-fold predictions.
        familiar: (examples,) bool, whether an example is not novel.
        target: the share of sure labels that must be right, 0 to 1.
        confidence: the probability that this holds, 0 to 1.
        training_share: the share of newly labelled examples that is trained on, above 0.
        repeated_scenes: whether the validation sets held nothing new, so that nothing is promised.

    """
    independent = predictions.validated & training_set.one_of_each_group
    found = []
    for row, name in enumerate(training_set.labels):
        evidence = independent & (training_set.truth[:, row] != NOT_KNOWN)
        has = training_set.truth[evidence, row] == HAS
        scores = predictions.probabilities[evidence, row]
        holds = scores >= HOLDS
        sure, likely = (
            find_thresholds(
                scores[holds],
                has[holds],
                familiar[evidence][holds],
                share,
                confidence,
                len(training_set) / training_share,
                repeated_scenes=repeated_scenes,
            )
            for share in (target, min(target, LIKELY))
        )
        least = min(int(has.sum()), int((~has).sum()))
        found.append(
            LabelPromise(
                name,
                float(predictions.slopes[row]),
                float(predictions.intercepts[row]),
                len(has) >= CALIBRATED and least >= CALIBRATED_EACH and not repeated_scenes,
                sure,
                likely,
            )
        )
    return tuple(found)
