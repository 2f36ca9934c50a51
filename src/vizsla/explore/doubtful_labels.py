"""Finds labels that may be wrong, before and after a training, in all parts of the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.answer import NONE_OF_THESE
from vizsla.explore import suggested_actions
from vizsla.explore.findings import Evidence, Finding
from vizsla.explore.label_noise import estimate_label_noise
from vizsla.explore.label_predictor import LabelPredictor, deal_folds
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.explore.explored_examples import ExploredExamples

__all__ = ["LabelDoubts", "doubtful_labels", "label_doubts"]

DOUBTFUL = 0.35  # the probability of a wrong label from which on it is doubtful
FEWEST = 2  # labels, and groups of near-duplicates with a label
FEW = 10  # examples of a label; with fewer on average, half of the findings are right labels


@dataclass(frozen=True, slots=True, eq=False)
class LabelDoubts:
    """How doubtful each label is.

    Attributes:
        rows: (examples,) int, the indices of the examples whose label can be predicted.
        wrong: (examples,) float64, the probability that the label is wrong.
        likelier: the most likely other label of each.
        labels: the number of labels that can be predicted.

    """

    rows: np.ndarray
    wrong: np.ndarray
    likelier: tuple[str, ...]
    labels: int


def label_doubts(explored: ExploredExamples) -> LabelDoubts | None:
    """Return how doubtful each label is by a classifier that was fitted without its example.

    Every labelled example is predicted, those of the test set too, and near-duplicates are
    predicted together; see ``LabelPredictor`` and ``estimate_label_noise``.

    Returns:
        The doubts; None where there are too few labels to tell apart.

    """
    labels, rows, truth = _labelled(explored)
    if len(labels) < FEWEST:
        return None
    order = np.argsort([explored.examples[n].sha256 for n in rows.tolist()])
    folds = deal_folds(truth, explored.groups[rows], order)
    noise = estimate_label_noise(
        LabelPredictor(explored.unit_embeddings(rows), truth, folds), truth
    )
    chances = noise.probabilities.copy()
    chances[np.arange(len(rows)), truth] = -1
    likelier = tuple(labels[n] for n in chances.argmax(axis=1).tolist())
    return LabelDoubts(rows, noise.wrong, likelier, len(labels))


def doubtful_labels(
    explored: ExploredExamples,
    leave_out: Collection[int] = (),
    doubts: LabelDoubts | None = None,
) -> list[Finding]:
    """Find examples whose label is probably wrong.

    A label is doubtful when it is wrong with a probability of 0.35 or more. The threshold was
    chosen on clothes and digits with labels replaced at random, for 8 in 10 of them to be found,
    and 8 in 10 of the findings to be of them; ``benchmarks/explore.py`` measures it on others.

    Args:
        explored: the examples.
        leave_out: ids of examples that another finding deals with already.
        doubts: their ``label_doubts``, where they are known.

    """
    doubts = label_doubts(explored) if doubts is None else doubts
    if doubts is None:
        return []
    in_use = explored.in_use()[doubts.rows]
    evidence = [
        Evidence(
            example.id,
            round(float(doubts.wrong[n]), 4),
            f"labelled {example.label!r}, and more like {doubts.likelier[n]!r}",
            None,
            doubts.likelier[n],
        )
        for n in np.flatnonzero((doubts.wrong >= DOUBTFUL) & in_use).tolist()
        if (example := explored.examples[doubts.rows[n]]).id not in leave_out
    ]
    evidence.sort(key=lambda each: (-(each.score or 0), each.example))
    few = len(doubts.rows) < FEW * doubts.labels
    return [_finding(explored, evidence, few=few)] if evidence else []


def _labelled(explored: ExploredExamples) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the labels that can be predicted, and the examples that have one of them.

    Returns:
        The labels; the examples' indices; and the number of each one's label. A label has at least
        two groups of near-duplicates: an example of the only one could not be predicted.

    """
    groups: dict[str, set[int]] = {}
    for each, group in zip(explored.examples, explored.groups.tolist(), strict=True):
        if each.used and each.label is not None:
            groups.setdefault(each.label, set()).add(group)
    labels = sorted(
        (label for label, found in groups.items() if len(found) >= FEWEST),
        key=lambda label: (label == NONE_OF_THESE, label),
    )
    number = {label: n for n, label in enumerate(labels)}
    rows = [n for n, each in enumerate(explored.examples) if each.used and each.label in number]
    truth = [number[explored.examples[n].label or ""] for n in rows]
    return labels, np.array(rows, int), np.array(truth, int)


def _finding(explored: ExploredExamples, evidence: list[Evidence], *, few: bool) -> Finding:
    reliable = (
        "The labels have few examples, so that about half of these findings are right labels"
        if few
        else "In tests 7 to 9 in 10 of such labels were wrong"
    )
    return Finding(
        "doubtful-labels",
        f"{counted(len(evidence), 'label is', 'labels are')} doubtful",
        f"For each {explored.singular}, a model that was fitted without it suggests another label. "
        f"{reliable}; the others are right, and the {explored.singular} just hard: look before you "
        "change them. Wrong labels are learned like right ones.",
        tuple(evidence),
        suggested_actions.mark_unsure(
            "Mark them as unsure until you have looked (each caption names the more likely label)",
            "doubtful-labels",
            evidence,
            explored.project,
        ),
        "should",
    )
