"""Trains the head that a training set is for: one label an answer, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.training.multi_label_set import MultiLabelSet
from vizsla.training.train import check_examples, train
from vizsla.training.train_multi_label import check_labelled_examples, train_multi_label

if TYPE_CHECKING:
    from vizsla.progress import ProgressReporter
    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet

__all__ = ["check_training_set", "train_head"]


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


def check_training_set(training_set: TrainingSet | MultiLabelSet) -> None:
    """Refuse a training set that nothing can be learned from.

    Raises:
        TrainingDataError: it is one.

    """
    if isinstance(training_set, MultiLabelSet):
        check_labelled_examples(training_set)
    else:
        check_examples(training_set)
