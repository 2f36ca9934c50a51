"""What is trained on: embeddings, and what is known of each example."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["UNKNOWN", "TrainingSet"]

UNKNOWN = -1  # the truth of an example of which is only known what it is not


@dataclass(frozen=True, slots=True, eq=False)
class TrainingSet:
    """Examples as numbers.

    The head's rows are the labels, and one more for what is none of them where the examples tell
    of such. What is known of an example is which rows it may be: its label's alone, or, of a
    negative example ('not a hemlock'), all but that label's.

    Attributes:
        labels: the labels' names, in order, without 'none of these'.
        sums: (examples, channels) int16, the embeddings in whole numbers.
        factor: what makes them the embeddings.
        truth: (examples,) the row that is right; ``UNKNOWN`` for negative examples.
        allowed: (examples, rows) bool, which rows it may be.
        groups: (examples,) near-duplicates have the same number.
        keys: the examples' sha256, which order them whatever their files are called.

    """

    labels: tuple[str, ...]
    sums: np.ndarray
    factor: float
    truth: np.ndarray
    allowed: np.ndarray
    groups: np.ndarray
    keys: tuple[str, ...]

    @classmethod
    def of(  # the columns of one table
        cls,
        labels: tuple[str, ...],
        sums: np.ndarray,
        factor: float,
        positive: np.ndarray,
        negative: np.ndarray,
        groups: np.ndarray,
        keys: tuple[str, ...],
    ) -> TrainingSet:
        """Make it from positive and negative labels.

        Args:
            labels: the labels' names, in order.
            sums: (examples, channels).
            factor: what makes them the embeddings.
            positive: (examples,) the label's number, ``len(labels)`` for none of these, or
                ``UNKNOWN``.
            negative: (examples, labels) bool: it is known not to be that.
            groups: (examples,).
            keys: the examples' sha256.

        """
        allowed = cls.allowing(len(labels), positive, negative)
        # Where only one row is left, that is the truth: of one label, 'not x' is none of these.
        only = (positive == UNKNOWN) & (allowed.sum(axis=1) == 1)
        truth = positive.copy()
        truth[only] = np.nonzero(allowed[only])[1]
        return cls(labels, sums, factor, truth, allowed, groups, keys)

    @staticmethod
    def allowing(labels: int, positive: np.ndarray, negative: np.ndarray) -> np.ndarray:
        """Return which rows each example may be, (examples, rows) bool; arguments as for ``of``."""
        others = bool((positive == labels).any() or negative.any())
        allowed = np.zeros((len(positive), labels + others), bool)
        known = positive != UNKNOWN
        allowed[known, positive[known]] = True
        allowed[~known, :labels] = ~negative[~known]
        if others:
            allowed[~known, -1] = True
        return allowed

    @property
    def rows(self) -> int:
        """How many rows the head gets."""
        return int(self.allowed.shape[1])

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.truth)

    def take(self, which: np.ndarray) -> TrainingSet:
        """Return some of the examples: (examples,) bool, or their numbers."""
        numbers = np.flatnonzero(which) if which.dtype == bool else which
        return TrainingSet(
            self.labels,
            self.sums[numbers],
            self.factor,
            self.truth[numbers],
            self.allowed[numbers],
            self.groups[numbers],
            tuple(self.keys[n] for n in numbers),
        )
