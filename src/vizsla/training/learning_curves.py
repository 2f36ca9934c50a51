"""Learning curves: accuracy and loss in training and validation, by steps and by examples."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from vizsla.prefetch import prefetch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.training.fit_context import FitContext
    from vizsla.training.multi_label_context import MultiLabelContext

__all__ = ["AddedOutputs", "CurvePoint", "TrainingCurveRecorder", "learning_curve"]

STEPS = (1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 200)
SHARES = (0.1, 0.2, 0.4, 0.7)
ALL = 1.0
CURVE_FOLDS = 3  # enough for a readable curve

# What features add to the outputs of all examples, (examples, rows), where they are learnt from
# some of them, (examples,) bool.
AddedOutputs: TypeAlias = Callable[[np.ndarray], np.ndarray]

# (right, loss, count) of the training examples, then of the validation examples
Sums = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point on a learning curve.

    Attributes:
        at: the number of the step, or of training examples.
        training_accuracy: the share of right answers on the training examples, 0 to 1.
        training_loss: their mean log loss, in nats.
        validation_accuracy: the share of right answers on the validation examples, 0 to 1.
        validation_loss: their mean log loss, in nats.
        validated: the number of validation examples.

    """

    at: int
    training_accuracy: float
    training_loss: float
    validation_accuracy: float
    validation_loss: float
    validated: int


class TrainingCurveRecorder:
    """Records accuracy and loss by step, over all folds.

    Args:
        context: the examples and their folds.
        on_curve: called with the curve of the folds so far, each time that it changes; folds are
            fitted at once, and each has its own thread.

    """

    def __init__(
        self,
        context: FitContext | MultiLabelContext,
        on_curve: Callable[[tuple[CurvePoint, ...]], None] | None = None,
    ) -> None:
        self._context = context
        self._on_curve = on_curve
        self._lock = threading.Lock()
        self._recorded: dict[int, dict[int, Sums]] = {}
        self.fits: dict[int, np.ndarray] = {}  # the last of each fold

    def __call__(self, fold: int, step: int, fitted: np.ndarray) -> None:
        """Record the accuracy and loss of a fold's fit after a step."""
        self.fits[fold] = fitted
        if step in STEPS:
            validation = self._context.folds == fold
            sums = _evaluate(self._context, fitted, ~validation, validation)
            with self._lock:
                self._recorded.setdefault(fold, {})[step] = sums
                if self._on_curve is not None:
                    self._on_curve(self.points())

    def points(self) -> tuple[CurvePoint, ...]:
        """Return the curve; a fold that converged early counts with its last step."""
        # In the order of the folds, not in that in which they were fitted: sums depend on it.
        recorded = [self._recorded[fold] for fold in sorted(self._recorded)]
        last = max((max(own) for own in recorded), default=0)
        return tuple(
            _point(step, [_latest(own, step) for own in recorded]) for step in STEPS if step <= last
        )


def learning_curve(
    context: FitContext | MultiLabelContext,
    regularisation: float,
    fits: Mapping[int, np.ndarray],
    added: AddedOutputs | None = None,
) -> tuple[CurvePoint, ...]:
    """Return accuracy and loss by the number of training examples.

    Each fold is trained on growing shares of its training examples, of every label alike; a
    smaller share is a part of the larger one.

    Args:
        context: the examples and their folds.
        regularisation: the examples' weight against the L2 penalty.
        fits: the fit of each fold to all of its training examples, the end of the curve.
        added: returns what features add to the outputs; None for none.

    """
    folds, order = context.folds, context.growing_order()

    def one(share_and_fold: tuple[float, int]) -> tuple[int, Sums] | None:
        share, fold = share_and_fold
        validation = folds == fold
        training = ~validation & (order <= share)
        if share < ALL and not context.has_all_rows(training):
            return None  # some label has no example yet
        fitted = context.fit(training, regularisation) if share < ALL else fits[fold]
        more = None if added is None else added(training)
        return int(training.sum()), _evaluate(context, fitted, training, validation, more)

    some_folds = context.fold_numbers[:CURVE_FOLDS]
    used = dict.fromkeys(SHARES, some_folds) | {ALL: sorted(fits)}
    work = [(share, fold) for share, folds_used in used.items() for fold in folds_used]
    found = dict(zip(work, prefetch(one, work), strict=True))
    points = []
    for share, folds_used in used.items():
        some = [found[share, fold] for fold in folds_used]
        complete = [each for each in some if each is not None]
        if complete and len(complete) == len(some):
            at = round(sum(count for count, _ in complete) / len(complete))
            points.append(_point(at, [sums for _, sums in complete]))
    return tuple(points)


def _evaluate(
    context: FitContext | MultiLabelContext,
    fitted: np.ndarray,
    training: np.ndarray,
    validation: np.ndarray,
    added: np.ndarray | None = None,
) -> Sums:
    return (
        *context.evaluate(fitted, training, added),
        *context.evaluate(fitted, validation, added),
    )


def _latest(recorded: Mapping[int, Sums], step: int) -> Sums:
    return recorded[max((each for each in recorded if each <= step), default=min(recorded))]


def _point(at: int, folds: Sequence[Sums]) -> CurvePoint:
    right, loss, count, validation_right, validation_loss, validated = np.sum(
        folds, axis=0, dtype=float
    ).tolist()
    return CurvePoint(
        at,
        right / max(count, 1),
        loss / max(count, 1),
        validation_right / max(validated, 1),
        validation_loss / max(validated, 1),
        int(validated),
    )
