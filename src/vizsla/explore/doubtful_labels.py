"""Finds labels that may be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.explore.neighbour_votes import neighbour_votes
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["doubtful_labels"]

CLEARLY = 10.0  # how many times as probable as the given label another label must be
LIKELIER = 2.0  # the same for few examples, whose probabilities are never far apart
MANY = 200  # examples from which on CLEARLY counts
FEWEST = 2  # labels, and examples of each


def doubtful_labels(explored: ExploredExamples, leave_out: Collection[int] = ()) -> list[Finding]:
    """Find examples whose label is probably wrong by a model trained without them.

    This is confident learning (Northcutt, Jiang and Chuang, Confident Learning: Estimating
    Uncertainty in Dataset Labels, JAIR 70, 2021). The threshold of a label is the mean probability
    of that label over its own examples. An example is doubtful when its probability of another
    label reaches that label's threshold, so that a label which is hard to tell is not doubted for
    that. Beyond the paper, the other label must be ten times as probable as the given one (twice,
    below 200 examples).

    Before the first training, the nearest neighbours' labels serve as predictions.

    Args:
        explored: the examples.
        leave_out: ids of examples that another finding deals with already.

    """
    truth, chances = _predictions(explored)
    rows = np.flatnonzero(truth >= 0)
    if len(rows) < 2 * FEWEST or len(np.unique(truth[rows])) < FEWEST:
        return []
    given, table = truth[rows], chances[rows]
    own = table[np.arange(len(rows)), given]
    doubted, other = _doubted(given, table, own)
    in_use = explored.in_use()
    evidence = [
        Evidence(
            explored.examples[rows[n]].id,
            round(float(own[n]), 4),
            f"labelled {explored.labels[given[n]]!r}, and more like {explored.labels[other[n]]!r}",
            None,
            explored.labels[other[n]],
        )
        for n in np.flatnonzero(doubted).tolist()
        if in_use[rows[n]] and explored.examples[rows[n]].id not in leave_out
    ]
    evidence.sort(key=lambda each: (each.score or 0, each.example))
    return [_finding(explored, evidence)] if evidence else []


def _predictions(explored: ExploredExamples) -> tuple[np.ndarray, np.ndarray]:
    """Return each label's column or -1, (examples,), and the probabilities, (examples, labels)."""
    column = {label: n for n, label in enumerate(explored.labels)}
    labelled = [column.get(each.label or "", -1) for each in explored.examples]
    truth = np.array(
        [n if each.used else -1 for n, each in zip(labelled, explored.examples, strict=True)], int
    )
    if explored.out_of_fold is None:
        return truth, neighbour_votes(explored, truth, len(explored.labels))
    chances = np.asarray(explored.out_of_fold, np.float64)
    predicted = np.isfinite(chances).all(axis=1) & (chances.sum(axis=1) > 0)
    return np.where(predicted, truth, -1), np.where(predicted[:, None], chances, 0.0)


def _doubted(
    given: np.ndarray, table: np.ndarray, own: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return which labels are doubtful, (rows,) bool, and the more likely ones, (rows,)."""
    thresholds = np.array(
        [
            own[given == label].mean() if (given == label).sum() >= FEWEST else np.inf
            for label in range(table.shape[1])
        ]
    )
    reached = np.where(table >= thresholds, table, -1.0)
    other = reached.argmax(axis=1)
    chance = reached.max(axis=1)
    times = CLEARLY if len(given) >= MANY else LIKELIER
    doubted = (other != given) & (other == table.argmax(axis=1)) & (chance >= times * own)
    return doubted & (chance > 0), other


def _finding(explored: ExploredExamples, evidence: list[Evidence]) -> Finding:
    source = (
        "the labels of its neighbours clearly suggest"
        if explored.out_of_fold is None
        else "a model that was trained without it clearly suggests"
    )
    return Finding(
        "doubtful-labels",
        f"{counted(len(evidence), 'label is', 'labels are')} doubtful",
        f"For each {explored.singular}, {source} another label. Wrong labels are learned like "
        f"right ones. Some of these labels will be right, and the {explored.singular} just hard: "
        "look before you change them.",
        tuple(evidence),
        suggested_actions.mark_unsure(
            "Mark them as unsure until you have looked (each caption names the more likely label)",
            "doubtful-labels",
            evidence,
            explored.project,
        ),
        "should",
    )
