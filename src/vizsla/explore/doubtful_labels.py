"""Labels that may well be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.explore.label_guesses import guesses
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["doubtful_labels"]

MANY = 200  # examples, from which on a prediction may be held against a label ...
CLEARLY = 10.0  # ... if another label is so many times as likely
LIKELIER = 2.0  # the same, of fewer examples, whose predictions are never far apart
FEWEST = 2  # labels, and examples of each


def doubtful_labels(explored: ExploredExamples, leave_out: Collection[int] = ()) -> list[Finding]:
    """Find examples whose label a model that had not seen them holds for wrong.

    This is confident learning (Northcutt, Jiang and Chuang, Confident Learning: Estimating
    Uncertainty in Dataset Labels, JAIR 70, 2021): each label's threshold is the mean chance that
    the examples of that label are given of it; an example counts as another label's when its
    chance of that reaches that label's threshold. So a label that is hard to tell is not doubted
    for being so. Beyond the paper, the other label must be ten times as likely as the given one
    (twice, below 200 examples).

    Before the first training, the nearest neighbours' labels serve as predictions.

    Args:
        explored: the examples.
        leave_out: ids that another finding deals with already.

    """
    truth, chances = _known(explored)
    rows = np.flatnonzero(truth >= 0)
    if len(rows) < 2 * FEWEST or len(np.unique(truth[rows])) < FEWEST:
        return []
    given, table = truth[rows], chances[rows]
    own = table[np.arange(len(rows)), given]
    thresholds = np.array(
        [
            own[given == label].mean() if (given == label).sum() >= FEWEST else np.inf
            for label in range(table.shape[1])
        ]
    )
    reached = np.where(table >= thresholds, table, -1.0)
    other = reached.argmax(axis=1)
    chance = reached.max(axis=1)
    clearly = CLEARLY if len(rows) >= MANY else LIKELIER
    doubted = (other != given) & (other == table.argmax(axis=1)) & (chance >= clearly * own)
    doubted &= chance > 0
    standing = explored.standing()
    evidence = [
        Evidence(
            explored.examples[rows[n]].id,
            round(float(own[n]), 4),
            f"labelled {explored.labels[given[n]]!r}, looks like {explored.labels[other[n]]!r}",
            None,
            explored.labels[other[n]],
        )
        for n in np.flatnonzero(doubted).tolist()
        if standing[rows[n]] and explored.examples[rows[n]].id not in leave_out
    ]
    if not evidence:
        return []
    evidence.sort(key=lambda each: (each.score or 0, each.example))
    source = "its neighbours" if explored.out_of_fold is None else "a model that had not seen it"
    return [
        Finding(
            "doubtful-labels",
            f"{counted(len(evidence), 'label is', 'labels are')} doubtful",
            f"Asked about each picture, {source} gave another label, and clearly so. Wrong labels "
            "are learned like right ones. Some of these will be right all the same, and simply "
            "hard: look before you change them.",
            tuple(evidence),
            suggested_actions.put_aside(
                "Take these labels back until you have looked (each picture's caption says what it "
                "looks like)",
                "doubtful-labels",
                evidence,
                explored.project,
            ),
            "should",
        )
    ]


def _known(explored: ExploredExamples) -> tuple[np.ndarray, np.ndarray]:
    """Return (examples,) each one's label's column or -1, and (examples, labels) its chances."""
    column = {label: n for n, label in enumerate(explored.labels)}
    labelled = [column.get(each.label or "", -1) for each in explored.examples]
    truth = np.array(
        [n if each.used else -1 for n, each in zip(labelled, explored.examples, strict=True)], int
    )
    if explored.out_of_fold is None:
        return truth, guesses(explored, truth, len(explored.labels))
    chances = np.asarray(explored.out_of_fold, np.float64)
    told = np.isfinite(chances).all(axis=1) & (chances.sum(axis=1) > 0)
    return np.where(told, truth, -1), np.where(told[:, None], chances, 0.0)
