"""Cross-validation: how a head does on examples that it was not shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vizsla.runtime.graph import cores
from vizsla.training.material import UNKNOWN
from vizsla.training.softmax import fit_softmax, log_probabilities, outputs
from vizsla.training.split import deal_folds

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.material import Material
    from vizsla.training.space import Space

__all__ = ["FOLDS", "Ground", "Tuning", "choose_tuning", "in_parallel", "out_of_fold"]

T = TypeVar("T")

# What the examples weigh against the penalty, for embeddings of unit variance, to choose from.
STRENGTHS = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
# Of 0, 0.5, 0.75 and 1 these two were best in turn on photographs, clothes and digits.
EVENNESS = (0.0, 0.5)
MOST_TO_CHOOSE = 3000
FOLDS = 5
MANY = 500  # examples from which on fewer folds choose as well, in half of the time
FEW_FOLDS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """All that the fits share.

    Attributes:
        material: the examples.
        points: (examples, directions) float32, in the space.
        lengths: (directions,) the space's.
        folds: (examples,) in which fold each is held back, -1 for never.

    """

    material: Material
    points: np.ndarray
    lengths: np.ndarray
    folds: np.ndarray

    @property
    def numbers(self) -> list[int]:
        """The folds' numbers."""
        return [int(each) for each in np.unique(self.folds) if each >= 0]

    def fit(
        self,
        shown: np.ndarray,
        strength: float,
        watch: Callable[[int, np.ndarray], None] | None = None,
    ) -> np.ndarray:
        """Fit the head on some of the examples, (examples,) bool."""
        share = float(shown.mean())
        return fit_softmax(
            self.points[shown],
            self.material.allowed[shown],
            self.lengths * share,
            strength,
            watch=watch,
        )

    def loss(self, fitted: np.ndarray, which: np.ndarray) -> float:
        """Return the log loss, in nats, summed over some of the positive examples."""
        known = which & (self.material.truth != UNKNOWN)
        logs = log_probabilities(outputs(self.points[known], fitted))
        return float(-logs[np.arange(len(logs)), self.material.truth[known]].sum())


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a fit is made with.

    Attributes:
        strength: what the examples weigh against the penalty.
        evenness: how much the narrow directions are widened, 0 to 1; see ``Space.evened``.

    """

    strength: float
    evenness: float


DEFAULT = Tuning(0.01, 0.0)


def choose_tuning(material: Material, space: Space, tell: Callable[[int, int], None]) -> Tuning:
    """Return the tuning with the least log loss on what is held back.

    From a middling one it goes to the better side, for as long as that is better. With very many
    examples a part of them decides: a few thousand tell as well.

    Args:
        material: the examples, in an order that says nothing.
        space: the space.
        tell: is told how many tunings were tried, and of how many at most.

    """
    part = material.take(np.arange(min(len(material), MOST_TO_CHOOSE)))
    folds = deal_folds(part, FOLDS if len(part) < MANY else FEW_FOLDS)
    if folds.max(initial=-1) < 0:
        return DEFAULT
    tried: dict[Tuning, float] = {}

    def climb(evenness: float, begin: float) -> Tuning:
        evened = space.evened(evenness)
        share = len(part) / len(material)
        ground = Ground(part, evened.project(part.sums), evened.lengths * share, folds)

        def loss(position: int) -> float:
            if not 0 <= position < len(STRENGTHS):
                return float("inf")
            tuning = Tuning(STRENGTHS[position], evenness)
            if tuning not in tried:
                tell(len(tried), len(STRENGTHS) * len(EVENNESS))

                def one(fold: int) -> float:
                    shown = ground.folds != fold
                    return ground.loss(ground.fit(shown, tuning.strength), ~shown)

                tried[tuning] = sum(in_parallel(one, ground.numbers))
            return tried[tuning]

        at = STRENGTHS.index(begin)
        step = 1 if loss(at + 1) < loss(at) else -1
        while loss(at + step) < loss(at):
            at += step
        return Tuning(STRENGTHS[at], evenness)

    best = climb(EVENNESS[0], DEFAULT.strength)
    others = [climb(each, best.strength) for each in EVENNESS[1:]]
    return min((best, *others), key=lambda each: tried[each])


def out_of_fold(
    ground: Ground,
    strength: float,
    watch: Callable[[int, int, np.ndarray], None] | None = None,
) -> np.ndarray:
    """Return each example's outputs by a head that was not shown it.

    Args:
        ground: what is fitted.
        strength: of the examples against the penalty.
        watch: is given the fold, the number of the step and the fit after it.

    Returns:
        (examples, rows) float64; NaN for examples that were never held back.

    """
    found = np.full((len(ground.material), ground.material.rows), np.nan)

    def one(fold: int) -> None:
        shown = ground.folds != fold
        fitted = ground.fit(
            shown,
            strength,
            watch=None if watch is None else lambda step, fit: watch(fold, step, fit),
        )
        found[~shown] = outputs(ground.points[~shown], fitted)

    in_parallel(one, ground.numbers)
    return found


def in_parallel(work: Callable[[int], T], items: list[int]) -> list[T]:
    """Do each on a core of its own; results come in the items' order."""
    with ThreadPoolExecutor(max(1, min(cores(), len(items)))) as pool:
        return list(pool.map(work, items))
