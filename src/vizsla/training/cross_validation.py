"""Cross-validation: how a head does on examples that it was not shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from vizsla.runtime.graph import cores
from vizsla.training.data_split import deal_folds
from vizsla.training.softmax_regression import fit_softmax, log_probabilities, outputs
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.training.principal_components import PrincipalComponents
    from vizsla.training.training_set import TrainingSet

__all__ = ["FOLDS", "FitContext", "Tuning", "choose_tuning", "in_parallel", "out_of_fold"]

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
class FitContext:
    """All that the fits share.

    Attributes:
        training_set: the examples.
        points: (examples, directions) float32, in the space.
        lengths: (directions,) the space's.
        folds: (examples,) in which fold each is held back, -1 for never.

    """

    training_set: TrainingSet
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
        regularisation: float,
        watch: Callable[[int, np.ndarray], None] | None = None,
    ) -> np.ndarray:
        """Fit the head on some of the examples, (examples,) bool."""
        share = float(shown.mean())
        return fit_softmax(
            self.points[shown],
            self.training_set.allowed[shown],
            self.lengths * share,
            regularisation,
            watch=watch,
        )

    def loss(self, fitted: np.ndarray, which: np.ndarray) -> float:
        """Return the log loss, in nats, summed over some of the positive examples."""
        known = which & (self.training_set.truth != UNKNOWN)
        logs = log_probabilities(outputs(self.points[known], fitted))
        return float(-logs[np.arange(len(logs)), self.training_set.truth[known]].sum())


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a fit is made with.

    Attributes:
        regularisation: what the examples weigh against the penalty.
        whitening: how much the narrow directions are widened, 0 to 1; see ``PrincipalComponents``.

    """

    regularisation: float
    whitening: float


DEFAULT = Tuning(0.01, 0.0)


def choose_tuning(
    training_set: TrainingSet, components: PrincipalComponents, tell: Callable[[int, int], None]
) -> Tuning:
    """Return the tuning with the least log loss on what is held back.

    From a middling one it goes to the better side, for as long as that is better. With very many
    examples a part of them decides: a few thousand tell as well.

    Args:
        training_set: the examples, in an order that says nothing.
        components: the space.
        tell: is told how many tunings were tried, and of how many at most.

    """
    part = training_set.take(np.arange(min(len(training_set), MOST_TO_CHOOSE)))
    folds = deal_folds(part, FOLDS if len(part) < MANY else FEW_FOLDS)
    if folds.max(initial=-1) < 0:
        return DEFAULT
    tried: dict[Tuning, float] = {}

    def climb(whitening: float, begin: float) -> Tuning:
        whitened = components.whitened(whitening)
        share = len(part) / len(training_set)
        context = FitContext(part, whitened.project(part.sums), whitened.lengths * share, folds)

        def loss(position: int) -> float:
            if not 0 <= position < len(STRENGTHS):
                return float("inf")
            tuning = Tuning(STRENGTHS[position], whitening)
            if tuning not in tried:
                tell(len(tried), len(STRENGTHS) * len(EVENNESS))

                def one(fold: int) -> float:
                    shown = context.folds != fold
                    return context.loss(context.fit(shown, tuning.regularisation), ~shown)

                tried[tuning] = sum(in_parallel(one, context.numbers))
            return tried[tuning]

        at = STRENGTHS.index(begin)
        step = 1 if loss(at + 1) < loss(at) else -1
        while loss(at + step) < loss(at):
            at += step
        return Tuning(STRENGTHS[at], whitening)

    best = climb(EVENNESS[0], DEFAULT.regularisation)
    others = [climb(each, best.regularisation) for each in EVENNESS[1:]]
    return min((best, *others), key=lambda each: tried[each])


def out_of_fold(
    context: FitContext,
    regularisation: float,
    watch: Callable[[int, int, np.ndarray], None] | None = None,
) -> np.ndarray:
    """Return each example's outputs by a head that was not shown it.

    Args:
        context: what is fitted.
        regularisation: of the examples against the penalty.
        watch: is given the fold, the number of the step and the fit after it.

    Returns:
        (examples, rows) float64; NaN for examples that were never held back.

    """
    found = np.full((len(context.training_set), context.training_set.rows), np.nan)

    def one(fold: int) -> None:
        shown = context.folds != fold
        fitted = context.fit(
            shown,
            regularisation,
            watch=None if watch is None else lambda step, fit: watch(fold, step, fit),
        )
        found[~shown] = outputs(context.points[~shown], fitted)

    in_parallel(one, context.numbers)
    return found


def in_parallel(work: Callable[[int], T], items: list[int]) -> list[T]:
    """Do each on a core of its own; results come in the items' order."""
    with ThreadPoolExecutor(max(1, min(cores(), len(items)))) as pool:
        return list(pool.map(work, items))
