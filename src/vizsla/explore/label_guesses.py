"""What an example's neighbours say it is: predictions for when nothing was trained yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["guesses"]

MOST = 10  # neighbours
FEW = 5  # of a collection below MANY
MANY = 100
REFERENCES = 4096  # labelled examples that stand for more
ROWS = 2048
PRIOR = 0.5  # votes that are shared out evenly: nothing is impossible


def guesses(explored: ExploredExamples, truth: np.ndarray, labels: int) -> np.ndarray:
    """Return the chance of each label by the nearest labelled neighbours, (examples, labels).

    An example's own near-duplicates have no say.

    Args:
        explored: the examples.
        truth: (examples,) each one's label's number; -1 where it has none.
        labels: how many labels there are.

    """
    found = np.full((len(truth), labels), PRIOR / max(labels, 1))
    known = np.flatnonzero(truth >= 0)
    if len(known):
        known = known[np.unique(np.linspace(0, len(known) - 1, REFERENCES).astype(int))]
        unit = explored.unit()
        neighbours = min(MOST if len(known) > MANY else FEW, len(known))
        for start in range(0, len(truth), ROWS):
            rows = slice(start, start + ROWS)
            table = unit[rows] @ unit[known].T
            table[explored.groups[rows][:, None] == explored.groups[known][None, :]] = -2
            nearest = np.argpartition(table, -neighbours, axis=1)[:, -neighbours:]
            allowed = np.take_along_axis(table, nearest, axis=1) > -2  # noqa: PLR2004 - as above
            place, rank = np.nonzero(allowed)
            np.add.at(found, (start + place, truth[known[nearest[place, rank]]]), 1.0)
    shares: np.ndarray = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-12)
    return shares
