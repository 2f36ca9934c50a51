"""Predicts labels by the nearest neighbours, before anything was trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["neighbour_votes"]

MOST = 10  # neighbours
FEW = 5  # neighbours, with fewer than MANY labelled examples
MANY = 100
REFERENCES = 4096  # labelled examples that stand for more
ROWS = 2048
PRIOR = 0.5  # votes that all labels share: no probability is 0


def neighbour_votes(explored: ExploredExamples, truth: np.ndarray, labels: int) -> np.ndarray:
    """Return the probability of each label by the nearest labelled examples, (examples, labels).

    Near-duplicates of an example have no vote on it.

    Args:
        explored: the examples.
        truth: (examples,) int, the number of each one's label; -1 where it has none.
        labels: the number of labels.

    """
    votes = np.full((len(truth), labels), PRIOR / max(labels, 1))
    known = np.flatnonzero(truth >= 0)
    if len(known):
        known = known[np.unique(np.linspace(0, len(known) - 1, REFERENCES).astype(int))]
        unit = explored.unit_embeddings()
        neighbours = min(MOST if len(known) > MANY else FEW, len(known))
        for start in range(0, len(truth), ROWS):
            rows = slice(start, start + ROWS)
            table = unit[rows] @ unit[known].T
            table[explored.groups[rows][:, None] == explored.groups[known][None, :]] = -2
            nearest = np.argpartition(table, -neighbours, axis=1)[:, -neighbours:]
            allowed = np.take_along_axis(table, nearest, axis=1) > -2  # noqa: PLR2004 - as above
            row, rank = np.nonzero(allowed)
            np.add.at(votes, (start + row, truth[known[nearest[row, rank]]]), 1.0)
    shares: np.ndarray = votes / np.maximum(votes.sum(axis=1, keepdims=True), 1e-12)
    return shares
