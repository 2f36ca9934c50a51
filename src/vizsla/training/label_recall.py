"""The recall of each label in cross-validation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.answer import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.training.cross_validation import OutOfFold
    from vizsla.training.training_set import TrainingSet

__all__ = ["LabelRecall", "label_recalls"]


@dataclass(frozen=True, slots=True)
class LabelRecall:
    """The recall of one label in cross-validation.

    Attributes:
        label: the label's name.
        examples: the number of its examples.
        recall: the share of them that was answered rightly, 0 to 1; None where none was in a
            validation set.

    """

    label: str
    examples: int
    recall: float | None


def label_recalls(training_set: TrainingSet, predictions: OutOfFold) -> tuple[LabelRecall, ...]:
    """Return the recall of each label that has examples, and of 'none of these'.

    Args:
        training_set: the examples.
        predictions: their out-of-fold predictions.

    """
    recalls = []
    for row, name in enumerate((*training_set.labels, NONE_OF_THESE)[: training_set.rows]):
        own = training_set.truth == row
        validated = own & predictions.validated
        recall = (
            float((predictions.predicted[validated] == row).mean()) if validated.any() else None
        )
        if own.any():
            recalls.append(LabelRecall(name, int(own.sum()), recall))
    return tuple(recalls)
