"""Learns what a feature says of labels: by how often it is there, label by label.

A weight is the logarithm of how often a feature was there among a label's examples, divided by how
often that would be if it had nothing to do with labels. It is learned anew from the training
examples of each fold, as the terms' table is. (Naive Bayes; features are independent of one another
there, so that each one's gain can be measured by leaving it out.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.bundle.weight_table import WeightTable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["MISSING", "NamedFeature", "NamedFit", "join_tables"]

SMOOTHING = 0.5  # examples that are added to a number, and to the one that chance would give
MISSING = -1


@dataclass(frozen=True, slots=True, eq=False)
class NamedFeature:
    """A feature of which an example has one of several values, or none.

    Attributes:
        title: its name, as people read it.
        names: the names of its values; of a rule, which is there or not, one.
        values: (examples,) the number of each one's value; ``MISSING`` where it has none.
        absence: whether ``MISSING`` says that the feature is not there; else that it is unknown,
            and adds nothing.
        rows: (rows,) bool, the head's rows to which it may add something; None for all.

    """

    title: str
    names: tuple[str, ...]
    values: np.ndarray
    absence: bool
    rows: np.ndarray | None = None

    @classmethod
    def of_rule(
        cls, name: str, found: Sequence[Collection[str]], rows: np.ndarray | None = None
    ) -> NamedFeature:
        """Make the feature of a rule.

        Args:
            name: its name.
            found: the names of what rules found in each example.
            rows: as of the class.

        """
        values = np.array([0 if name in each else MISSING for each in found], np.int64)
        return cls(name, (name,), values, absence=True, rows=rows)

    def of_rows(self, kept: np.ndarray) -> NamedFeature:
        """Return the feature for a head with some of the rows, by their numbers."""
        rows = None if self.rows is None else self.rows[kept]
        return NamedFeature(self.title, self.names, self.values, self.absence, rows)

    def fit(self, which: np.ndarray, truth: np.ndarray, rows: int) -> NamedFit:
        """Learn the weights from some examples.

        Args:
            which: (examples,) bool, the examples to learn from.
            truth: (examples,) the row of each; below 0 for those of which no row is known. Or
                (examples, rows) of examples that may have several labels: 1 where an example has
                the row's label, 0 where it has not, below 0 where that is not known.
            rows: the number of the head's rows.

        """
        if truth.ndim > 1:
            return self._fit_each(which, truth)
        chosen = which & (truth >= 0)
        if not self.absence:
            chosen = chosen & (self.values != MISSING)
        there = chosen & (self.values != MISSING)
        counts = np.zeros((rows, len(self.names)))
        np.add.at(counts, (truth[there], self.values[there]), 1)
        totals = np.bincount(truth[chosen], minlength=rows).astype(np.float64)[:, None]
        shares = counts.sum(axis=0) / max(float(totals.sum()), 1.0)
        weights = _log_ratio(counts, totals * shares)
        bias = np.zeros(rows)
        if self.absence:
            absent = _log_ratio(totals - counts, totals * (1 - shares))
            bias = absent.sum(axis=1)
            weights -= absent
        if self.rows is not None:
            weights[~self.rows] = 0
            bias[~self.rows] = 0
        return NamedFit(self, weights, bias)

    def _fit_each(self, which: np.ndarray, truth: np.ndarray) -> NamedFit:
        """Learn of each label the weights of those that have it, less those of the others."""
        alone = NamedFeature(self.title, self.names, self.values, self.absence)
        fits = [alone.fit(which, own, 2) for own in truth.T]
        weights = np.stack([each.weights[1] - each.weights[0] for each in fits])
        bias = np.array([each.bias[1] - each.bias[0] for each in fits])
        if self.rows is not None:
            weights[~self.rows] = 0
            bias[~self.rows] = 0
        return NamedFit(self, weights, bias)


@dataclass(frozen=True, slots=True, eq=False)
class NamedFit:
    """A feature's weights, and the examples whose values it may be asked of.

    Attributes:
        feature: the feature.
        weights: (rows, names) what each value adds to the outputs.
        bias: (rows,) what is added always.

    """

    feature: NamedFeature
    weights: np.ndarray
    bias: np.ndarray

    def outputs(self, which: np.ndarray) -> np.ndarray:
        """Return what the feature adds to the outputs of some examples, (examples, rows)."""
        values = self.feature.values[which]
        found = np.repeat(self.bias[None], len(values), axis=0)
        there = values != MISSING
        found[there] += self.weights[:, values[there]].T
        return found


def join_tables(
    fits: Sequence[NamedFit], factors: Sequence[float | np.ndarray], rows: int
) -> WeightTable:
    """Return one table of several features' weights, each multiplied by a factor.

    Args:
        fits: the features, each name once.
        factors: the factor of each, or one for each row.
        rows: the number of the head's rows.

    """
    names = tuple(name for each in fits for name in each.feature.names)
    weights = [
        each.weights * np.reshape(factor, (-1, 1))
        for each, factor in zip(fits, factors, strict=True)
    ]
    bias = np.zeros(rows)
    for each, factor in zip(fits, factors, strict=True):
        bias += each.bias * factor
    joined = np.concatenate(weights, axis=1) if weights else np.zeros((rows, 0))
    # As the bundle keeps them.
    single = joined.astype(np.float32).astype(np.float64)
    return WeightTable(names, single, bias.astype(np.float32).astype(np.float64))


def _log_ratio(counts: np.ndarray, expected: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.log((counts + SMOOTHING) / (expected + SMOOTHING))
    return found
