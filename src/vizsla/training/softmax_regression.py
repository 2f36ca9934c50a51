"""A penalised softmax regression, from positive and from negative examples.

The loss of an example is ``-log`` of the probability of what it may be: of its label, or, of a
negative example, of all that it was not said not to be (learning from complementary and partial
labels: Jin and Ghahramani, NIPS 2002). For positive examples that is the cross-entropy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Watch = Callable[[int, np.ndarray], None]

__all__ = ["fit_softmax", "log_probabilities", "outputs"]

CLOSE = 1e-5  # of the loss, relative: on 10,000 pictures a hundredth of that changed no answer
MOST_STEPS = 200
# How far the curvature of a softmax is from its bound, on average: it only steers the steps.
CURVATURE = 0.03


def fit_softmax(
    points: np.ndarray,
    allowed: np.ndarray,
    lengths: np.ndarray,
    regularisation: float,
    start: np.ndarray | None = None,
    watch: Watch | None = None,
) -> np.ndarray:
    """Fit it with L-BFGS (Byrd, Lu, Nocedal and Zhu, 1995).

    The steps are taken in coordinates in which all directions are about equally curved, which
    principal components make easy: a third of the steps for the same fit.

    Args:
        points: (examples, directions) float32, principal components.
        allowed: (examples, rows) bool, which rows each may be.
        lengths: (directions,) the sum of each direction's squares.
        regularisation: how much the examples weigh against the penalty on the weights.
        start: (rows, directions + 1) to start from.
        watch: is given the number of the step and the fit after it.

    Returns:
        (rows, directions + 1) float64, the bias last.

    """
    count, directions = points.shape
    rows = allowed.shape[1]
    scale = np.append(
        1 / np.sqrt(1 + CURVATURE * regularisation * lengths),
        1 / np.sqrt(CURVATURE * regularisation * max(count, 1)),
    )
    positive = allowed.sum(axis=1) == 1
    row_of = allowed.argmax(axis=1)
    sure, truth = np.flatnonzero(positive), row_of[positive]
    partial = np.flatnonzero(~positive & ~allowed.all(axis=1))
    begin = np.zeros((rows, directions + 1)) if start is None else start

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        fitted = flat.reshape(rows, directions + 1) * scale
        weights = fitted[:, :-1]
        values = outputs(points, fitted)
        values -= values.max(axis=1, keepdims=True)
        chosen = values[sure, truth].astype(np.float64).sum()
        powers = np.exp(values, out=values)
        totals = powers.sum(axis=1, keepdims=True)
        counted = np.concatenate([sure, partial])
        total = float(np.log(totals[counted, 0].astype(np.float64)).sum() - chosen)
        powers /= totals
        slope = powers
        if len(partial):
            within = np.where(allowed[partial], powers[partial], 0)
            mass = np.maximum(within.sum(axis=1, keepdims=True), 1e-12)
            total -= float(np.log((mass * totals[partial]).astype(np.float64)).sum())
            slope[partial] -= within / mass
        slope[sure, truth] -= 1
        slope[~positive & allowed.all(axis=1)] = 0
        gradient = np.empty((rows, directions + 1))
        gradient[:, :-1] = regularisation * (slope.T @ points) + weights
        gradient[:, -1] = regularisation * slope.sum(axis=0)
        value = regularisation * total + 0.5 * float((weights**2).sum())
        return value, (gradient * scale).ravel()

    steps = 0

    def step(flat: np.ndarray) -> None:
        nonlocal steps
        steps += 1
        if watch:
            watch(steps, flat.reshape(rows, directions + 1) * scale)

    from scipy.optimize import fmin_l_bfgs_b  # noqa: PLC0415 - slow to import; only training needs it

    flat, _, _ = fmin_l_bfgs_b(
        loss,
        (begin / scale).ravel(),
        maxiter=MOST_STEPS,
        factr=CLOSE / np.finfo(float).eps,
        pgtol=1e-9,
        callback=step,
    )
    result: np.ndarray = flat.reshape(rows, directions + 1) * scale
    return result


def outputs(points: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """Return the rows' outputs before the softmax, (examples, rows) of the points' type."""
    weights = np.ascontiguousarray(fitted[:, :-1].T).astype(points.dtype)
    values: np.ndarray = points @ weights + fitted[:, -1].astype(points.dtype)
    return values


def log_probabilities(values: np.ndarray) -> np.ndarray:
    """Return the logarithms of the softmax of outputs, (examples, rows) float64."""
    shifted = values.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return shifted
