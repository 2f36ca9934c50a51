"""Suggest which examples to label next: uncertain ones that differ from each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vizsla.training.novelty import cluster, unit_length
from vizsla.training.one_thread import one_thread
from vizsla.training.softmax_regression import fit_softmax, log_probabilities, outputs

__all__ = ["SuggestedExample", "Suggester"]

# Uncertain candidates for each example that is wanted. On clothes and on digits, with 5 to 20,
# random choice needed about 1.6 times as many labels for the same accuracy; taking just the least
# certain gained less.
CANDIDATES = 10
COMPONENTS = 64
MOST_TO_CLUSTER = 3000
SEED = 0


@dataclass(frozen=True, slots=True)
class SuggestedExample:
    """An example to label next.

    Attributes:
        number: the example's number.
        row: the row of the head's answer; None where there is no head yet.
        score: that answer's probability, 0 to 1; None where there is no head yet.

    """

    number: int
    row: int | None
    score: float | None


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
        self._fitted: np.ndarray | None = None

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

        The candidates are the least certain examples by margin; one is chosen from the middle of
        each cluster of them (after Citovsky et al., Batch Active Learning at Scale, NeurIPS 2021).
        Without two labels to tell apart, all unlabelled examples are candidates.

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
            if _can_fit(allowed[labelled]):
                return self._by_margin(allowed, labelled, pool, count, regularisation, temperature)
            rng = np.random.default_rng(SEED)
            if len(pool) > MOST_TO_CLUSTER:
                pool = np.sort(rng.choice(pool, MOST_TO_CLUSTER, replace=False))
            chosen = self._middles(pool, count)
            return [SuggestedExample(int(pool[n]), None, None) for n in chosen]

    def _by_margin(
        self,
        allowed: np.ndarray,
        labelled: np.ndarray,
        pool: np.ndarray,
        count: int,
        regularisation: float,
        temperature: float,
    ) -> list[SuggestedExample]:
        rows = allowed.shape[1]
        start = self._fitted if self._fitted is not None and len(self._fitted) == rows else None
        self._fitted = fit_softmax(
            self._points[labelled],
            allowed[labelled],
            self._eigenvalues * float(labelled.mean()),
            regularisation,
            start,
        )
        values = outputs(self._points[pool], self._fitted)
        probabilities = np.exp(log_probabilities(values / temperature))
        best_two = np.sort(probabilities, axis=1)[:, -2:]
        margins = best_two[:, 1] - best_two[:, 0]
        candidates = np.argsort(margins, kind="stable")[: CANDIDATES * count]
        chosen = self._middles(pool[candidates], count)
        chosen = sorted(chosen, key=lambda n: margins[candidates[n]])
        best = probabilities.argmax(axis=1)
        return [
            SuggestedExample(int(pool[n]), int(best[n]), float(probabilities[n].max()))
            for n in candidates[chosen]
        ]

    def _middles(self, numbers: np.ndarray, count: int) -> list[int]:
        """Return the position of the example in the middle of each cluster, the largest first."""
        if len(numbers) <= count:
            return list(range(len(numbers)))
        directions = self._directions[numbers]
        member = cluster(directions, count)
        chosen = []
        sizes = np.bincount(member, minlength=count)
        for number in np.argsort(-sizes, kind="stable"):
            own = np.flatnonzero(member == number)
            if len(own):
                middle = directions[own].mean(axis=0)
                distances = ((directions[own] - middle) ** 2).sum(axis=1)
                chosen.append(int(own[distances.argmin()]))
        # Clusters may be empty: other examples take their places.
        left = [n for n in range(len(numbers)) if n not in set(chosen)]
        return (chosen + left)[:count]


def _can_fit(allowed: np.ndarray) -> bool:
    """Return whether the labelled examples have two labels, or one and something else.

    Args:
        allowed: (labelled examples, rows) bool.

    """
    if not len(allowed):
        return False
    present = allowed[allowed.sum(axis=1) == 1].any(axis=0)
    return bool(present.sum() > 1 or (present.any() and len(present) > 1 and not allowed.all()))
