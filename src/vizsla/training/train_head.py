"""Trains the head that a training set is for: one label an answer, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.training.multi_label_set import MultiLabelSet
from vizsla.training.train import train
from vizsla.training.train_multi_label import train_multi_label

if TYPE_CHECKING:
    from vizsla.progress import ProgressReporter
    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet

__all__ = ["train_head"]


def train_head(
    training_set: TrainingSet | MultiLabelSet,
    reporter: ProgressReporter,
    **options: Any,  # noqa: ANN401 - those of train
) -> TrainedHead:
    """Train a head; options and errors are those of ``train``.

    The names of labels do not count for a multi-label head: whether examples help that have one
    label each, and no others, was not measured.
    """
    if isinstance(training_set, MultiLabelSet):
        options.pop("label_names", None)
        return train_multi_label(training_set, reporter, **options)
    return train(training_set, reporter, **options)
