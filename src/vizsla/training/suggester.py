"""Says what to label next: what the head is least certain of, and that is not all alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vizsla.training.novelty import clusters, unit_length
from vizsla.training.one_thread import one_thread
from vizsla.training.softmax_regression import fit_softmax, log_probabilities, outputs

__all__ = ["Guess", "Suggester"]

# Uncertain ones to choose from, for each that is wanted. On clothes and on digits, with 5 to 20,
# random choice needed about 1.6 times as many labels for the same accuracy; taking just the least
# certain gained less.
CANDIDATES = 10
DIRECTIONS = 64
MOST_TO_GATHER = 3000
SEED = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """An example to label next.

    Attributes:
        number: the example's.
        row: the row that the head would answer with; None where there is no head yet.
        score: of that, 0 to 1; None likewise.

    """

    number: int
    row: int | None
    score: float | None


class Suggester:
    """Suggests examples, anew after each label, in a moment.

    It keeps the examples in the space of their principal components, and starts each fit where
    the last one ended.

    Args:
        points: (examples, directions) float32, in the space.
        lengths: (directions,) the space's.

    """

    def __init__(self, points: np.ndarray, lengths: np.ndarray) -> None:
        self._points = points
        self._lengths = lengths
        self._near = unit_length(points[:, :DIRECTIONS])
        self._fitted: np.ndarray | None = None

    def suggest(
        self,
        allowed: np.ndarray,
        known: np.ndarray,
        free: np.ndarray,
        count: int,
        regularisation: float = 0.01,
        temperature: float = 1.0,
    ) -> list[Guess]:
        """Choose what to label next.

        Among the least certain by margin, those in the middle of as many clusters as are wanted
        (after Citovsky et al., Batch Active Learning at Scale, NeurIPS 2021). Without two labels
        to tell apart: those in the middle of clusters of all.

        Args:
            allowed: (examples, rows) bool, which rows each may be.
            known: (examples,) bool: to learn from.
            free: (examples,) bool: to choose from.
            count: how many.
            regularisation: what the examples weigh against the penalty.
            temperature: what the outputs are divided by.

        Returns:
            At most ``count``, the most useful first.

        """
        pool = np.flatnonzero(free)
        if not len(pool) or count < 1:
            return []
        with one_thread():
            told = allowed[known]
            seen = told[told.sum(axis=1) == 1].any(axis=0) if len(told) else np.zeros(0, bool)
            if seen.sum() > 1 or (seen.any() and len(seen) > 1 and not told.all()):
                return self._by_margin(allowed, known, pool, count, regularisation, temperature)
            rng = np.random.default_rng(SEED)
            if len(pool) > MOST_TO_GATHER:
                pool = np.sort(rng.choice(pool, MOST_TO_GATHER, replace=False))
            chosen = self._middles(pool, count)
            return [Guess(int(pool[n]), None, None) for n in chosen]

    def _by_margin(
        self,
        allowed: np.ndarray,
        known: np.ndarray,
        pool: np.ndarray,
        count: int,
        regularisation: float,
        temperature: float,
    ) -> list[Guess]:
        rows = allowed.shape[1]
        start = self._fitted if self._fitted is not None and len(self._fitted) == rows else None
        self._fitted = fit_softmax(
            self._points[known],
            allowed[known],
            self._lengths * float(known.mean()),
            regularisation,
            start,
        )
        values = outputs(self._points[pool], self._fitted)
        probabilities = np.exp(log_probabilities(values / temperature))
        two = np.sort(probabilities, axis=1)[:, -2:]
        margins = two[:, 1] - two[:, 0]
        least = np.argsort(margins, kind="stable")[: CANDIDATES * count]
        doubt = 1 - margins[least]
        chosen = self._middles(pool[least], count)
        chosen = sorted(chosen, key=lambda n: -doubt[n])
        best = probabilities.argmax(axis=1)
        return [
            Guess(int(pool[least[n]]), int(best[least[n]]), float(probabilities[least[n]].max()))
            for n in chosen
        ]

    def _middles(self, numbers: np.ndarray, count: int) -> list[int]:
        """Return the places of what is in the middle of each cluster, the largest first."""
        if len(numbers) <= count:
            return list(range(len(numbers)))
        near = self._near[numbers]
        member = clusters(near, count)
        chosen = []
        sizes = np.bincount(member, minlength=count)
        for cluster in np.argsort(-sizes, kind="stable"):
            own = np.flatnonzero(member == cluster)
            if len(own):
                middle = near[own].mean(axis=0)
                apart = ((near[own] - middle) ** 2).sum(axis=1)
                chosen.append(int(own[apart.argmin()]))
        # A cluster may be empty: what is left makes up for it.
        left = [n for n in range(len(numbers)) if n not in set(chosen)]
        return (chosen + left)[:count]
