"""Shows whether a head does better on what it was shown than on what it was not."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.cross_validation import FitContext, in_parallel
from vizsla.training.softmax_regression import log_probabilities, outputs
from vizsla.training.training_set import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Gap", "Point", "Recorder", "by_examples", "find_gap"]

STEPS = (1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 200)
SHARES = (0.1, 0.2, 0.4, 0.7)
CURVE_FOLDS = 3  # enough for a curve to be read


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a curve.

    Attributes:
        at: the step, or the number of examples shown.
        shown_accuracy: the share of right answers on what was shown, 0 to 1.
        shown_loss: the mean log loss on it, in nats.
        unshown_accuracy: the same on what was held back.
        unshown_loss: the same.
        examples: how many were held back.

    """

    at: int
    shown_accuracy: float
    shown_loss: float
    unshown_accuracy: float
    unshown_loss: float
    examples: int


def measure(
    context: FitContext, fitted: np.ndarray, shown: np.ndarray, held: np.ndarray
) -> list[float]:
    """Return right, loss and count, of the shown and of the held back positive examples."""
    found: list[float] = []
    truth = context.training_set.truth
    for which in (shown, held):
        known = which & (truth != UNKNOWN)
        logs = log_probabilities(outputs(context.points[known], fitted))
        own = truth[known]
        right = float((logs.argmax(axis=1) == own).sum())
        found += [right, float(-logs[np.arange(len(own)), own].sum()), float(len(own))]
    return found


def _point(at: int, sums: Sequence[float]) -> Point:
    right, loss, count, held_right, held_loss, held = sums
    return Point(
        at,
        right / max(count, 1),
        loss / max(count, 1),
        held_right / max(held, 1),
        held_loss / max(held, 1),
        int(held),
    )


class Recorder:
    """Records accuracy and loss by step, over all folds."""

    def __init__(self, context: FitContext) -> None:
        self._ground = context
        self._seen: dict[int, dict[int, list[float]]] = {}

    def __call__(self, fold: int, step: int, fitted: np.ndarray) -> None:
        """Note how a fold's fit does after a step."""
        if step in STEPS:
            held = self._ground.folds == fold
            own = self._seen.setdefault(fold, {})
            own[step] = measure(self._ground, fitted, ~held, held)

    def points(self) -> tuple[Point, ...]:
        """Return the curve; a fold that was done earlier stays at its last."""
        last = max((max(own) for own in self._seen.values()), default=0)
        return tuple(
            _point(step, np.sum([_at(own, step) for own in self._seen.values()], axis=0).tolist())
            for step in STEPS
            if step <= last
        )


def _at(own: Mapping[int, list[float]], step: int) -> list[float]:
    return own[max((each for each in own if each <= step), default=min(own))]


def by_examples(context: FitContext, regularisation: float) -> tuple[Point, ...]:
    """Return accuracy and loss by the number of examples shown.

    Of each fold's examples growing shares are shown, of each label alike; a smaller share is part
    of the greater.
    """
    truth, folds = context.training_set.truth, context.folds
    order = np.zeros(len(truth))
    for row in np.unique(truth):
        own = np.flatnonzero(truth == row)
        keys = [context.training_set.keys[n] for n in own]
        order[own[np.argsort(keys)]] = np.arange(len(own)) / len(own)

    def one(number: int) -> tuple[int, list[float]] | None:
        share, fold = divmod(number, CURVE_FOLDS)
        held = folds == context.numbers[fold]
        shown = ~held & (order <= SHARES[share])
        rows = np.unique(truth[shown & (truth != UNKNOWN)])
        if len(rows) < context.training_set.rows:
            return None  # not yet one of each label
        fitted = context.fit(shown, regularisation)
        return int(shown.sum()), measure(context, fitted, shown, held)

    used = min(CURVE_FOLDS, len(context.numbers))
    work = [share * CURVE_FOLDS + fold for share in range(len(SHARES)) for fold in range(used)]
    found = dict(zip(work, in_parallel(one, work), strict=True))
    points = []
    for share in range(len(SHARES)):
        some = [found[share * CURVE_FOLDS + fold] for fold in range(used)]
        good = [each for each in some if each is not None]
        if good and len(good) == len(some):
            at = round(sum(each[0] for each in good) / len(good))
            points.append(_point(at, np.sum([each[1] for each in good], axis=0).tolist()))
    return tuple(points)


@dataclass(frozen=True, slots=True)
class Gap:
    """How much better it does on what it was shown.

    Attributes:
        shown: the share of right answers on what it was shown, 0 to 1.
        unshown: on what it was not.
        low: the least that the difference may be, of its 95 % interval.
        high: the most.
        examples: how many it was measured on.

    """

    shown: float
    unshown: float
    low: float
    high: float
    examples: int

    @property
    def size(self) -> float:
        """The difference, -1 to 1."""
        return self.shown - self.unshown


def find_gap(shown_right: np.ndarray, unshown_right: np.ndarray) -> Gap:
    """Compare answers to the same examples, once shown and once not.

    The interval is that of Agresti and Min (Statistics in Medicine 24, 2005) for a difference of
    paired shares: half an example is added to each of the four cells.

    Args:
        shown_right: (examples,) bool, by the head that was shown them.
        unshown_right: (examples,) bool, by heads that were not.

    """
    count = len(shown_right)
    only_shown = float((shown_right & ~unshown_right).sum()) + 0.5
    only_unshown = float((~shown_right & unshown_right).sum()) + 0.5
    total = count + 2.0
    middle = (only_shown - only_unshown) / total
    spread = 1.96 * math.sqrt(max(only_shown + only_unshown - total * middle**2, 0)) / total
    return Gap(
        float(shown_right.mean()) if count else 0.0,
        float(unshown_right.mean()) if count else 0.0,
        max(-1.0, middle - spread),
        min(1.0, middle + spread),
        count,
    )
