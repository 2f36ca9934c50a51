"""The inputs that all fits of one training share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.label_weights import label_weights
from vizsla.training.softmax_regression import fit_softmax, log_probabilities, outputs
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.training_set import TrainingSet

__all__ = ["FitContext"]


@dataclass(frozen=True, slots=True, eq=False)
class FitContext:
    """A training set in the space of its principal components, dealt to folds.

    Attributes:
        training_set: the examples.
        points: (examples, components) float32.
        eigenvalues: (components,) of the principal components.
        folds: (examples,) the fold whose validation set has the example; -1 for none.
        names: (labels, components) float32, the points of the labels' names, each of which counts
            as an example of its label in every fit; None where they do not count.

    """

    training_set: TrainingSet
    points: np.ndarray
    eigenvalues: np.ndarray
    folds: np.ndarray
    names: np.ndarray | None = None

    @property
    def fold_numbers(self) -> list[int]:
        """The numbers of the folds that have a validation set."""
        return [int(each) for each in np.unique(self.folds) if each >= 0]

    def fit(
        self,
        which: np.ndarray,
        regularisation: float,
        watch: Callable[[int, np.ndarray], None] | None = None,
        *,
        rows: np.ndarray | None = None,
        start: np.ndarray | None = None,
    ) -> np.ndarray:
        """Fit the head to some of the examples, with the weights of their labels.

        Args:
            which: (examples,) bool.
            regularisation: the examples' weight against the L2 penalty.
            watch: a callback that gets the number of each step and the fit after it.
            rows: the numbers of the head's rows to tell apart; all by default.
            start: (rows, components + 1) the fit to start from.

        Returns:
            (rows, components + 1) float64, the bias last.

        """
        rows = np.arange(self.training_set.rows) if rows is None else rows
        points, allowed = self.points[which], self.training_set.allowed[np.ix_(which, rows)]
        weights = label_weights(allowed)
        if self.names is not None:
            shown = allowed[allowed.sum(axis=1) == 1].any(axis=0)  # rows that have an example
            own = np.flatnonzero(shown & (rows < len(self.names)))
            points = np.concatenate([points, self.names[rows[own]]])
            allowed = np.concatenate([allowed, np.eye(len(rows), dtype=bool)[own]])
            weights = np.concatenate([weights, np.ones(len(own))])
        return fit_softmax(
            points,
            allowed,
            self.eigenvalues * float(which.mean()),
            regularisation,
            start,
            watch,
            weights,
        )

    def growing_order(self) -> np.ndarray:
        """Return each example's place, 0 up to 1, in training sets that grow, (examples,).

        Every label grows alike.
        """
        truth, keys = self.training_set.truth, self.training_set.keys
        order = np.zeros(len(truth))
        for row in np.unique(truth):
            own = np.flatnonzero(truth == row)
            by_key = np.argsort([keys[n] for n in own])
            order[own[by_key]] = np.arange(len(own)) / len(own)
        return order

    def has_all_rows(self, which: np.ndarray) -> bool:
        """Return whether every row of the head is right for one of some examples."""
        truth = self.training_set.truth
        rows = np.unique(truth[which & (truth != UNKNOWN)])
        return len(rows) == self.training_set.rows

    def evaluate(
        self, fitted: np.ndarray, which: np.ndarray, added: np.ndarray | None = None
    ) -> tuple[int, float, int]:
        """Evaluate a fit on the positive examples among some examples.

        Args:
            fitted: (rows, components + 1).
            which: (examples,) bool.
            added: (examples, rows) what features add to the outputs; None for none.

        Returns:
            The number of right answers, the sum of the log losses in nats, and the number of
            positive examples.

        """
        known = which & (self.training_set.truth != UNKNOWN)
        values = outputs(self.points[known], fitted)
        logs = log_probabilities(values if added is None else values + added[known])
        truth = self.training_set.truth[known]
        right = int((logs.argmax(axis=1) == truth).sum())
        return right, float(-logs[np.arange(len(truth)), truth].sum()), len(truth)
