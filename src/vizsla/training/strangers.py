"""Estimate how many strangers, inputs that are none of the labels, pass as one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.prefetch import prefetch
from vizsla.training.decision import decide, exclude
from vizsla.training.fit_novelty import unit_length
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.training.fit_context import FitContext
    from vizsla.training.fit_novelty import NoveltyDetector
    from vizsla.training.label_features import ChosenFeatures
    from vizsla.training.multi_label_set import MultiLabelSet
    from vizsla.training.training_set import TrainingSet

__all__ = ["LEFT_OUT", "Strangers", "leave_labels_out", "try_strangers"]

LEFT_OUT = "examples of a label that the model did not know (each label was left out in turn)"
MOST_LABELS = 10  # labels that are left out in turn: each takes a fit
MOST_EXAMPLES = 3000  # of a fit; with half as many it counted a seventh fewer sure answers
SAME = 0.99  # the cosine similarity of two files of one photograph
LEAST_ROWS = 3  # without one of them two are left to tell apart


@dataclass(frozen=True, slots=True)
class Strangers:
    """The strangers that a head was tried on.

    Attributes:
        examples: the number of strangers.
        familiar: the number that got a label and is not novel.
        sure: the number of these whose score also reaches the confidence threshold.

    """

    examples: int
    familiar: int
    sure: int


def leave_labels_out(
    context: FitContext,
    fitted: np.ndarray,
    regularisation: float,
    temperature: float,
    novelty: NoveltyDetector,
    least_score: float | None,
    chosen: ChosenFeatures,
) -> Strangers | None:
    """Try near strangers: the examples of each label, by a head that does not know the label.

    Args:
        context: the training examples.
        fitted: (rows, components + 1) the fit of all labels, from which the others start: they
            then take fewer steps to the same end.
        regularisation: the examples' weight against the L2 penalty.
        temperature: the number by which the outputs are divided.
        novelty: the detector of all labels; only the other labels' prototypes are asked.
        least_score: the confidence threshold; None where no answer is sure.
        chosen: the features that the head looks at besides the embedding.

    Returns:
        The sums over the labels, at most 10 of them; None where fewer than three rows leave
        nothing to tell apart.

    """
    training_set = context.training_set
    labels, rows = len(training_set.labels), training_set.rows
    if rows < LEAST_ROWS:
        return None
    once = training_set.one_of_each_group
    present = [row for row in range(labels) if (once & (training_set.truth == row)).any()]
    tried = np.linspace(0, len(present) - 1, min(len(present), MOST_LABELS)).astype(int)

    def one(row: int) -> Strangers:
        rest = np.delete(np.arange(rows), row)
        known = (training_set.truth != row) & training_set.allowed[:, rest].any(axis=1)
        known &= np.cumsum(known) <= MOST_EXAMPLES
        without = context.fit(known, regularisation, rows=rest, start=fitted[rest])
        left_out = once & (training_set.truth == row)
        values = outputs(context.points[left_out], without)
        place = np.full(rows + 1, UNKNOWN)  # the last for unknown rows
        place[rest] = np.arange(len(rest))
        values = values + chosen.outputs(known, place[training_set.truth], left_out, rest)
        values = values / temperature
        probabilities = np.exp(log_probabilities(values))
        chosen.features.exclude(probabilities, left_out, rest)
        answers, scores = decide(probabilities, labels - 1)
        answers = np.where(answers < labels - 1, rest[answers], UNKNOWN)  # None is the right answer
        return _count(novelty, novelty.distances[left_out], answers, scores, least_score)

    found = list(prefetch(lambda number: one(present[number]), tried.tolist()))
    return Strangers(
        sum(each.examples for each in found),
        sum(each.familiar for each in found),
        sum(each.sure for each in found),
    )


def try_strangers(
    training_set: TrainingSet,
    weights: np.ndarray,
    bias: np.ndarray,
    novelty: NoveltyDetector,
    least_score: float | None,
    strangers: np.ndarray,
    added: np.ndarray | None = None,
    excluded: Sequence[Sequence[int]] = (),
) -> Strangers:
    """Try far strangers: inputs of quite another kind.

    Args:
        training_set: the training examples.
        weights: (rows, dimension) the head's, for the embeddings' values.
        bias: (rows,) the head's.
        novelty: the detector.
        least_score: the confidence threshold; None where no answer is sure.
        strangers: (inputs, dimension) their embeddings, the encoder's integers. Those that are
            training examples too do not count.
        added: (inputs, rows) what features add to their outputs; None for none.
        excluded: of each the labels that require what it does not have; empty for none.

    """
    strangers, values, new = stranger_outputs(training_set, weights, bias, strangers, added)
    labels = len(training_set.labels)
    probabilities = np.exp(log_probabilities(values))
    for own, number in zip(probabilities, np.flatnonzero(new), strict=True):
        if excluded:
            exclude(own, excluded[int(number)])
    answers, scores = decide(probabilities, labels)
    answers = np.where(answers < labels, answers, UNKNOWN)
    return _count(novelty, novelty.distances_of(strangers), answers, scores, least_score)


def stranger_outputs(
    training_set: TrainingSet | MultiLabelSet,
    weights: np.ndarray,
    bias: np.ndarray,
    strangers: np.ndarray,
    added: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the strangers that are no training examples, and the head's outputs for them.

    The third array says which of all strangers they are, (inputs,) bool.

    Args:
        training_set: the training examples.
        weights: (rows, dimension) the head's, for the embeddings' values.
        bias: (rows,) the head's.
        strangers: (inputs, dimension) their embeddings, the encoder's integers.
        added: (inputs, rows) what features add to their outputs; None for none.

    """
    similarity = unit_length(strangers) @ unit_length(training_set.embeddings).T
    new = similarity.max(axis=1) < SAME
    strangers = strangers[new]
    values = strangers.astype(np.float64) * training_set.scale @ weights.T + bias
    if added is not None:
        values += added[new]
    return strangers, values, new


def count_strangers(
    familiar: np.ndarray, scores: np.ndarray, least_score: float | None
) -> Strangers:
    """Count strangers.

    Args:
        familiar: (inputs,) bool, whether one got a label and is not novel.
        scores: (inputs,) of the answers.
        least_score: the confidence threshold; None where no answer is sure.

    """
    sure = familiar & (scores >= least_score) if least_score is not None else familiar & False
    return Strangers(len(scores), int(familiar.sum()), int(sure.sum()))


def _count(
    novelty: NoveltyDetector,
    distances: np.ndarray,
    answers: np.ndarray,
    scores: np.ndarray,
    least_score: float | None,
) -> Strangers:
    familiar = novelty.are_familiar(distances, answers, scores)
    return count_strangers(familiar, scores, least_score)
