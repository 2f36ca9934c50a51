"""Suggest which examples to label next: uncertain ones that are like many others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vizsla.functions.multi_label_answers import HOLDS
from vizsla.training.fit_novelty import unit_length
from vizsla.training.likely_equals import likely_equals
from vizsla.training.logistic_regression import fit_logistic, sigmoid
from vizsla.training.multi_label_set import HAS, HAS_NOT
from vizsla.training.one_thread import one_thread
from vizsla.training.softmax_regression import fit_softmax, log_probabilities, outputs

__all__ = ["SuggestedExample", "Suggester"]

COMPONENTS = 64  # of the directions that are compared; 32 and 128 chose as well
MOST_COMPARED = 2000  # unlabelled examples that are compared with each other
BLOCK = 32  # gains that are computed again at once
SEED = 0


@dataclass(frozen=True, slots=True)
class SuggestedExample:
    """An example to label next.

    Attributes:
        number: the example's number.
        row: the row of the head's answer; None where there is no head yet.
        score: that answer's probability, 0 to 1; None where there is no head yet.
        rows: of a multi-label head the rows that probably hold, the likeliest first.

    """

    number: int
    row: int | None
    score: float | None
    rows: tuple[int, ...] = ()


class Suggester:
    """Suggests examples after each label, in a moment.

    The suggester keeps the examples' principal components, and starts each fit from the last one.

    Args:
        points: (examples, components) float32, in the space of principal components.
        eigenvalues: (components,) of the principal components.

    """

    def __init__(self, points: np.ndarray, eigenvalues: np.ndarray) -> None:
        self._points = points
        self._eigenvalues = eigenvalues
        self._directions = unit_length(points[:, :COMPONENTS])
        self._draws = np.random.default_rng(SEED).exponential(size=len(points))
        self._fitted: np.ndarray | None = None
        self._fitted_labels: np.ndarray | None = None

    def suggest(
        self,
        allowed: np.ndarray,
        labelled: np.ndarray,
        unlabelled: np.ndarray,
        count: int,
        regularisation: float = 0.01,
        temperature: float = 1.0,
    ) -> list[SuggestedExample]:
        """Choose the examples to label next.

        Each choice is the example that most reduces the distance of the unlabelled examples to
        their nearest labelled or chosen one, weighted by their uncertainty: greedy k-medoids, as
        weighted clustering in Zhdanov, Diverse Mini-Batch Active Learning, 2019. While little is
        labelled, everything is about as uncertain, and the choices are typical examples of what
        has no label yet (as in Hacohen, Dekel and Weinshall, Active Learning on a Budget, ICML
        2022); later they lie where labels meet. Without two labels to tell apart, all weigh the
        same.

        Args:
            allowed: (examples, rows) bool, the rows that each example may have.
            labelled: (examples,) bool, the examples to fit to.
            unlabelled: (examples,) bool, the examples to choose from.
            count: the number of examples to choose.
            regularisation: the labelled examples' weight against the L2 penalty.
            temperature: the number by which outputs are divided.

        Returns:
            At most ``count`` examples, the most useful first.

        """
        pool = np.flatnonzero(unlabelled)
        if not len(pool) or count < 1:
            return []
        with one_thread():
            if not _can_fit(allowed[labelled]):
                self._fitted = None
                chosen = self._choose(pool, labelled, np.ones(len(pool), np.float32), count)
                return [SuggestedExample(int(pool[n]), None, None) for n in chosen]
            fitted = self._fit(allowed, labelled, regularisation)
            values = outputs(self._points[pool], fitted) / temperature
            probabilities = np.exp(log_probabilities(values))
            chosen = self._choose(pool, labelled, _uncertainty(probabilities), count)
        best = probabilities.argmax(axis=1)
        return [
            SuggestedExample(int(pool[n]), int(best[n]), float(probabilities[n, best[n]]))
            for n in chosen
        ]

    def suggest_labels(
        self,
        truth: np.ndarray,
        labelled: np.ndarray,
        unlabelled: np.ndarray,
        count: int,
        regularisation: float = 0.01,
    ) -> list[SuggestedExample]:
        """Choose the examples to label next in a multi-label project, as ``suggest`` does.

        An example is as uncertain as its most uncertain label.

        Args:
            truth: (examples, labels) int8, see ``MultiLabelSet``.
            labelled: (examples,) bool, the examples to fit to.
            unlabelled: (examples,) bool, the examples to choose from.
            count: the number of examples to choose.
            regularisation: the labelled examples' weight against the L2 penalty.

        Returns:
            At most ``count`` examples, the most useful first.

        """
        pool = np.flatnonzero(unlabelled)
        if not len(pool) or count < 1:
            return []
        facts = truth[labelled]
        with one_thread():
            if not ((facts == HAS).any(axis=0) & (facts == HAS_NOT).any(axis=0)).any():
                self._fitted_labels = None
                chosen = self._choose(pool, labelled, np.ones(len(pool), np.float32), count)
                return [SuggestedExample(int(pool[n]), None, None) for n in chosen]
            eigenvalues = self._eigenvalues * float(labelled.mean())
            fitted = fit_logistic(self._points[labelled], facts, eigenvalues, regularisation)
            self._fitted_labels = fitted
            probabilities = sigmoid(outputs(self._points[pool], fitted))
            uncertain = 1 - np.abs(2 * probabilities - 1).min(axis=1)
            weights = np.maximum(uncertain, 1e-6).astype(np.float32)
            chosen = self._choose(pool, labelled, weights, count)
        return _several(pool[chosen], probabilities[chosen])

    def guesses(self, which: np.ndarray, temperature: float = 1.0) -> list[SuggestedExample]:
        """Return the answers of the last ``suggest``'s fit to any examples; none before a fit.

        Args:
            which: (examples,) bool.
            temperature: the number by which outputs are divided.

        """
        pool = np.flatnonzero(which)
        if self._fitted is None or not len(pool):
            return []
        with one_thread():
            values = outputs(self._points[pool], self._fitted) / temperature
            probabilities = np.exp(log_probabilities(values))
        best = probabilities.argmax(axis=1)
        return [
            SuggestedExample(int(n), int(row), float(row_scores[row]))
            for n, row, row_scores in zip(pool, best, probabilities, strict=True)
        ]

    def label_guesses(self, which: np.ndarray) -> list[SuggestedExample]:
        """Return the answers of the last ``suggest_labels``'s fit to any examples.

        Args:
            which: (examples,) bool.

        """
        pool = np.flatnonzero(which)
        if self._fitted_labels is None or not len(pool):
            return []
        with one_thread():
            probabilities = sigmoid(outputs(self._points[pool], self._fitted_labels))
        return _several(pool, probabilities)

    def likely_equals(
        self, which: np.ndarray, guesses: list[SuggestedExample], size: int
    ) -> list[list[int]]:
        """Group examples that are probably equal; see ``likely_equals.likely_equals``.

        Args:
            which: (examples,) bool.
            guesses: a guess of each of them, in their order; empty before there is a model.
            size: the most examples of a group.

        """
        pool = np.flatnonzero(which)
        rows, scores = None, None
        if guesses:
            scores = np.array([each.score or 0.0 for each in guesses])
            order = np.argsort(-scores, kind="stable")
            rows = np.array([-1 if each.row is None else each.row for each in guesses])[order]
            pool, scores = pool[order], scores[order]
        with one_thread():
            found = likely_equals(self._directions[pool], rows, scores, size)
        return [[int(pool[n]) for n in group] for group in found]

    def _fit(self, allowed: np.ndarray, labelled: np.ndarray, regularisation: float) -> np.ndarray:
        rows = allowed.shape[1]
        start = self._fitted if self._fitted is not None and len(self._fitted) == rows else None
        fitted = fit_softmax(
            self._points[labelled],
            allowed[labelled],
            self._eigenvalues * float(labelled.mean()),
            regularisation,
            start,
        )
        self._fitted = fitted
        return fitted

    def _choose(
        self, pool: np.ndarray, labelled: np.ndarray, weights: np.ndarray, count: int
    ) -> list[int]:
        """Return the positions in the pool of the chosen examples.

        Args:
            pool: (unlabelled examples,) their numbers.
            labelled: (examples,) bool.
            weights: (unlabelled examples,) float32, above 0.
            count: the number of examples to choose.

        """
        order = np.arange(len(pool))
        if len(pool) > MOST_COMPARED:
            # A sample in proportion to the weights, which then weighs the same throughout
            # (Efraimidis and Spirakis, Weighted Random Sampling with a Reservoir, 2006).
            order = np.argsort(self._draws[pool] / weights)
            weights = np.ones(len(pool), np.float32)
        compared = order[:MOST_COMPARED]
        directions = self._directions[pool[compared]]
        covered = np.full(len(compared), -1, np.float32)  # the least cosine
        known = np.flatnonzero(labelled)
        for part in np.split(known, range(MOST_COMPARED, len(known), MOST_COMPARED)):
            similar = directions @ self._directions[part].T
            covered = np.maximum(covered, similar.max(axis=1, initial=-1))
        chosen = _medoids(directions @ directions.T, covered, weights[compared], count)
        return [*compared[chosen].tolist(), *order[MOST_COMPARED:count].tolist()]


def _several(pool: np.ndarray, probabilities: np.ndarray) -> list[SuggestedExample]:
    """Return the answers of a multi-label head.

    Args:
        pool: (examples,) their numbers.
        probabilities: (examples, labels).

    """
    order = np.argsort(-probabilities, axis=1, kind="stable")
    return [
        SuggestedExample(
            int(number),
            int(rows[0]),
            float(scores[rows[0]]),
            tuple(int(row) for row in rows if scores[row] >= HOLDS),
        )
        for number, rows, scores in zip(pool, order, probabilities, strict=True)
    ]


def _uncertainty(probabilities: np.ndarray) -> np.ndarray:
    """Return 1 minus the margin between the best two rows, above 0, (examples,) float32."""
    best_two = np.partition(probabilities, -2, axis=1)[:, -2:]
    found: np.ndarray = np.maximum(1 - (best_two[:, 1] - best_two[:, 0]), 1e-6)
    return found.astype(np.float32)


def _medoids(
    similarity: np.ndarray, covered: np.ndarray, weights: np.ndarray, count: int
) -> list[int]:
    """Choose examples greedily, each for the largest gain in similarity.

    A gain never grows with more choices, so that most need not be computed again (Minoux,
    Accelerated greedy algorithms, 1978).

    Args:
        similarity: (examples, examples) float32.
        covered: (examples,) float32, each example's similarity to the most similar labelled one.
        weights: (examples,) float32.
        count: the number of examples to choose.

    """

    def gain(which: np.ndarray) -> np.ndarray:
        found: np.ndarray = np.maximum(similarity[which] - covered, 0) @ weights
        return found

    gains = gain(np.arange(len(weights)))
    free = np.ones(len(weights), bool)
    chosen: list[int] = []
    while len(chosen) < min(count, len(weights)):
        known = np.zeros(len(weights), bool)  # whether the gain is that of now
        while not known[best := int(gains.argmax())]:
            largest = np.argpartition(-gains, min(BLOCK, len(gains)) - 1)[:BLOCK]
            block = np.union1d(largest[free[largest]], best)  # of many equal ones, this one too
            gains[block], known[block] = gain(block), True
        chosen.append(best)
        free[best], gains[best] = False, -1
        covered = np.maximum(covered, similarity[best])
    return chosen


def _can_fit(allowed: np.ndarray) -> bool:
    """Return whether the labelled examples have two labels, or one and something else.

    Args:
        allowed: (labelled examples, rows) bool.

    """
    if not len(allowed):
        return False
    present = allowed[allowed.sum(axis=1) == 1].any(axis=0)
    return bool(present.sum() > 1 or (present.any() and len(present) > 1 and not allowed.all()))
