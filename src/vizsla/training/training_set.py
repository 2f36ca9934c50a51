"""The training set: embeddings, and the labels that each example may have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.functions.feature_values import FeatureValues

__all__ = ["UNKNOWN", "TrainingSet"]

UNKNOWN = -1  # the row of an example with negative labels only


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSet:
    """Examples as arrays.

    The head has one row for each label, and a last row for 'none of these' where the examples
    contain such or negative labels. A positive example allows its own row only. A negative example
    ('not a hemlock') allows every row but that label's.

    Attributes:
        labels: the labels' names, in order, without 'none of these'.
        embeddings: (examples, dimension), the encoder's integers.
        scale: the factor between these integers and the embeddings' values.
        truth: (examples,) the right row; ``UNKNOWN`` for examples with negative labels only.
        allowed: (examples, rows) bool, the rows that each example may have.
        groups: (examples,) the same number for near-duplicates.
        keys: the examples' sha256, which order them independently of file names.
        features: what each example has besides its embedding; None where none has anything.

    """

    labels: tuple[str, ...]
    embeddings: np.ndarray
    scale: float
    truth: np.ndarray
    allowed: np.ndarray
    groups: np.ndarray
    keys: tuple[str, ...]
    features: tuple[FeatureValues, ...] | None = None

    @classmethod
    def of(
        cls,
        labels: tuple[str, ...],
        embeddings: np.ndarray,
        scale: float,
        positive: np.ndarray,
        negative: np.ndarray,
        groups: np.ndarray,
        keys: tuple[str, ...],
        features: tuple[FeatureValues, ...] | None = None,
    ) -> TrainingSet:
        """Make a training set from positive and negative labels.

        Args:
            labels: the labels' names, in order.
            embeddings: (examples, dimension) integers.
            scale: the factor between these integers and the embeddings' values.
            positive: (examples,) the label's number, ``len(labels)`` for none of these, or
                ``UNKNOWN``.
            negative: (examples, labels) bool, whether the example has that negative label.
            groups: (examples,) the same number for near-duplicates.
            keys: the examples' sha256.
            features: what each example has besides its embedding.

        """
        allowed = cls.allowed_rows(len(labels), positive, negative)
        # With one label, 'not x' leaves only 'none of these': the last row left is the truth.
        only = (positive == UNKNOWN) & (allowed.sum(axis=1) == 1)
        truth = positive.copy()
        truth[only] = np.nonzero(allowed[only])[1]
        return cls(labels, embeddings, scale, truth, allowed, groups, keys, features)

    @staticmethod
    def allowed_rows(labels: int, positive: np.ndarray, negative: np.ndarray) -> np.ndarray:
        """Return the rows that each example may have, (examples, rows) bool.

        Args:
            labels: the number of labels.
            positive: (examples,) as for ``of``.
            negative: (examples, labels) bool, as for ``of``.

        """
        others = bool((positive == labels).any() or negative.any())
        allowed = np.zeros((len(positive), labels + others), bool)
        known = positive != UNKNOWN
        allowed[known, positive[known]] = True
        allowed[~known, :labels] = ~negative[~known]
        if others:
            allowed[~known, -1] = True
        return allowed

    @property
    def words(self) -> tuple[tuple[str, ...], ...] | None:
        """The words of each example, where they are texts; None for others."""
        words = [each.words for each in self.features or ()]
        if not words or all(each is None for each in words):
            return None
        return tuple(each or () for each in words)

    @property
    def rows(self) -> int:
        """The number of the head's rows."""
        return int(self.allowed.shape[1])

    @property
    def one_of_each_group(self) -> np.ndarray:
        """One example of each group of near-duplicates, (examples,) bool."""
        marked = np.zeros(len(self.groups), bool)
        marked[np.unique(self.groups, return_index=True)[1]] = True
        return marked

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.truth)

    def take(self, which: np.ndarray) -> TrainingSet:
        """Return some of the examples, by a mask (examples,) bool or by their numbers."""
        numbers = np.flatnonzero(which) if which.dtype == bool else which
        return TrainingSet(
            self.labels,
            self.embeddings[numbers],
            self.scale,
            self.truth[numbers],
            self.allowed[numbers],
            self.groups[numbers],
            tuple(self.keys[n] for n in numbers),
            None if self.features is None else tuple(self.features[n] for n in numbers),
        )
