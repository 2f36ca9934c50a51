"""The inputs that all fits of one multi-label training share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.logistic_regression import fit_logistic, log_losses
from vizsla.training.multi_label_set import HAS, HAS_NOT
from vizsla.training.softmax_regression import outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.multi_label_set import MultiLabelSet

__all__ = ["MultiLabelContext"]


@dataclass(frozen=True, slots=True, eq=False)
class MultiLabelContext:
    """A training set in the space of its principal components, dealt to folds.

    Attributes:
        training_set: the examples, in the order of their keys.
        points: (examples, components) float32.
        eigenvalues: (components,) of the principal components.
        folds: (examples,) the fold whose validation set has the example; -1 for none.

    """

    training_set: MultiLabelSet
    points: np.ndarray
    eigenvalues: np.ndarray
    folds: np.ndarray

    @property
    def fold_numbers(self) -> list[int]:
        """The numbers of the folds that have a validation set."""
        return [int(each) for each in np.unique(self.folds) if each >= 0]

    def fit(
        self,
        which: np.ndarray,
        regularisation: float,
        watch: Callable[[int, np.ndarray], None] | None = None,
    ) -> np.ndarray:
        """Fit the head to some of the examples.

        Args:
            which: (examples,) bool.
            regularisation: the examples' weight against the L2 penalty.
            watch: a callback that gets the number of each step and the fit after it.

        Returns:
            (rows, components + 1) float64, the bias last.

        """
        eigenvalues = self.eigenvalues * float(which.mean())
        truth = self.training_set.truth[which]
        return fit_logistic(self.points[which], truth, eigenvalues, regularisation, watch)

    def evaluate(
        self, fitted: np.ndarray, which: np.ndarray, added: np.ndarray | None = None
    ) -> tuple[int, float, int]:
        """Evaluate a fit on the completely labelled examples among some examples.

        Args:
            fitted: (rows, components + 1).
            which: (examples,) bool.
            added: (examples, rows) what features add to the outputs; None for none.

        Returns:
            The number of examples with exactly the right labels, the sum of the log losses in
            nats, and the number of examples.

        """
        known = which & self.training_set.complete
        truth = self.training_set.truth[known]
        values = outputs(self.points[known], fitted)
        if added is not None:
            values = values + added[known]
        exact = ((values >= 0) == (truth == HAS)).all(axis=1)
        return int(exact.sum()), float(log_losses(values, truth).sum()), len(truth)

    def growing_order(self) -> np.ndarray:
        """Return each example's place, 0 up to 1, in training sets that grow, (examples,)."""
        return np.arange(len(self.training_set)) / max(len(self.training_set), 1)

    def has_all_rows(self, which: np.ndarray) -> bool:
        """Return whether some examples have, and others have not, every label."""
        truth = self.training_set.truth[which]
        both = (truth == HAS).any(axis=0) & (truth == HAS_NOT).any(axis=0)
        return bool(both.all())
