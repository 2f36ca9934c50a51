"""The training set of a multi-label head: embeddings, and what is known of each label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.functions.feature_values import FeatureValues

__all__ = ["HAS", "HAS_NOT", "NOT_KNOWN", "MultiLabelSet", "label_table"]

HAS, HAS_NOT, NOT_KNOWN = 1, 0, -1


def label_table(
    labels: Sequence[str],
    positive: Sequence[Sequence[str]],
    negative: Sequence[Sequence[str] | None],
) -> np.ndarray:
    """Return what is known of each example and label, (examples, labels) int8.

    Args:
        labels: the labels' names, in order.
        positive: the labels that each example has.
        negative: the labels that each example is said not to have, where the others are unknown;
            None where it has no labels but the positive ones.

    """
    number = {name: n for n, name in enumerate(labels)}
    table = np.full((len(positive), len(labels)), NOT_KNOWN, np.int8)
    for row, has, has_not in zip(table, positive, negative, strict=True):
        if has_not is None:
            row[:] = HAS_NOT
        row[[number[each] for each in has_not or () if each in number]] = HAS_NOT
        row[[number[each] for each in has if each in number]] = HAS
    return table


@dataclass(frozen=True, slots=True, eq=False)
class MultiLabelSet:
    """Examples as arrays.

    The head has one row for each label.

    Attributes:
        labels: the labels' names, in order, without 'none of these'.
        embeddings: (examples, dimension), the encoder's integers.
        scale: the factor between these integers and the embeddings' values.
        truth: (examples, labels) int8: ``HAS``, ``HAS_NOT`` or ``NOT_KNOWN``; see ``label_table``.
        groups: (examples,) the same number for near-duplicates.
        keys: the examples' sha256, which order them independently of file names.
        features: what each example has besides its embedding; None where none has anything.

    """

    labels: tuple[str, ...]
    embeddings: np.ndarray
    scale: float
    truth: np.ndarray
    groups: np.ndarray
    keys: tuple[str, ...]
    features: tuple[FeatureValues, ...] | None = None

    @property
    def rows(self) -> int:
        """The number of the head's rows."""
        return len(self.labels)

    @property
    def words(self) -> tuple[tuple[str, ...], ...] | None:
        """The words of each example, where they are texts; None for others."""
        words = [each.words for each in self.features or ()]
        if not words or all(each is None for each in words):
            return None
        return tuple(each or () for each in words)

    @property
    def complete(self) -> np.ndarray:
        """The examples of which every label is known, (examples,) bool."""
        found: np.ndarray = (self.truth != NOT_KNOWN).all(axis=1)
        return found

    @property
    def one_of_each_group(self) -> np.ndarray:
        """One example of each group of near-duplicates, (examples,) bool."""
        marked = np.zeros(len(self.groups), bool)
        marked[np.unique(self.groups, return_index=True)[1]] = True
        return marked

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.truth)

    def take(self, which: np.ndarray) -> MultiLabelSet:
        """Return some of the examples, by a mask (examples,) bool or by their numbers."""
        numbers = np.flatnonzero(which) if which.dtype == bool else which
        return MultiLabelSet(
            self.labels,
            self.embeddings[numbers],
            self.scale,
            self.truth[numbers],
            self.groups[numbers],
            tuple(self.keys[n] for n in numbers),
            None if self.features is None else tuple(self.features[n] for n in numbers),
        )

    def is_right(self, predicted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which answers are right, and of which that is known, (examples,) bool each.

        Args:
            predicted: (examples,) the number of each answer's label, that of all labels for None,
                or -1 for no answer.

        """
        has_any = (self.truth == HAS).any(axis=1)
        none = np.where(has_any, HAS_NOT, np.where(self.complete, HAS, NOT_KNOWN))
        facts = np.column_stack([self.truth, none])
        own = facts[np.arange(len(self)), predicted]
        return (own == HAS) & (predicted >= 0), (own != NOT_KNOWN) & (predicted >= 0)
