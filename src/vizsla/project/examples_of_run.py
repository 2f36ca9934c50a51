"""The training examples of a run, as far as the project still has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.project.snapshot import Snapshot
from vizsla.training.multi_label_set import MultiLabelSet
from vizsla.training.training_set import UNKNOWN, TrainingSet
from vizsla.workspace import NONE_OF_THESE

if TYPE_CHECKING:
    from vizsla.training.trained_head import TrainedHead
    from vizsla.workspace import EncoderSpec, Example, Store

__all__ = ["ExamplesOfRun"]


@dataclass(frozen=True, slots=True, eq=False)
class ExamplesOfRun:
    """The training examples of a run, with the labels that they have now.

    Attributes:
        examples: the examples, in the order of the set.
        training_set: the examples as arrays, with the head's labels in the head's order.
        missing: the number of those that were removed, or got a label that the head does not know.

    """

    examples: tuple[Example, ...]
    training_set: TrainingSet | MultiLabelSet
    missing: int

    @classmethod
    def read(cls, store: Store, spec: EncoderSpec, trained: TrainedHead) -> ExamplesOfRun:
        """Read the training examples of a run.

        Args:
            store: the project's store.
            spec: the encoder of the embeddings.
            trained: the run's head.

        """
        keys, labels = frozenset(trained.keys), trained.labels
        has_others = store.multi_label or len(trained.bias) > len(labels)
        known = {*labels, NONE_OF_THESE} if has_others else {*labels}
        ids, vectors = store.embeddings(spec.name)
        row = {number: n for n, number in enumerate(ids.tolist())}
        examples = tuple(
            each
            for each in store.examples()
            if each.sha256 in keys
            and each.id in row
            and each.is_labelled
            and known.issuperset(each.labels)
            and known.issuperset(each.not_labels)
            and (has_others or each.label is not None)
        )
        snapshot = Snapshot(
            examples,
            vectors[[row[each.id] for each in examples]],
            np.arange(len(examples)),
            labels,
            spec.scale,
            None,
            store.multi_label,
        )
        made = _multi_label_set(snapshot) if store.multi_label else _training_set(snapshot, trained)
        return cls(examples, made, len(keys) - len(examples))


def _training_set(snapshot: Snapshot, trained: TrainedHead) -> TrainingSet:
    positive, negative = snapshot.tables()
    allowed = np.zeros((len(positive), len(trained.bias)), bool)
    own = TrainingSet.allowed_rows(len(trained.labels), positive, negative)
    allowed[:, : own.shape[1]] = own
    if allowed.shape[1] > own.shape[1]:  # no example is none of these any more
        allowed[positive == UNKNOWN, -1] = True
    return TrainingSet(
        trained.labels,
        snapshot.vectors,
        snapshot.scale,
        positive,
        allowed,
        snapshot.groups,
        tuple(each.sha256 for each in snapshot.examples),
    )


def _multi_label_set(snapshot: Snapshot) -> MultiLabelSet:
    return MultiLabelSet(
        snapshot.labels,
        snapshot.vectors,
        snapshot.scale,
        snapshot.table(),
        snapshot.groups,
        tuple(each.sha256 for each in snapshot.examples),
    )
