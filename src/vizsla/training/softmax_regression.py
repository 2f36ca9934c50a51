"""L2-regularised softmax regression, from positive and negative examples.

The loss of an example is ``-log`` of the total probability of the rows that it may have: of its
label, or, for a negative example, of all but its negative labels (learning from complementary and
partial labels: Jin and Ghahramani, NIPS 2002). For positive examples that is the cross-entropy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import fmin_l_bfgs_b

if TYPE_CHECKING:
    from collections.abc import Callable

    Watch = Callable[[int, np.ndarray], None]

__all__ = ["fit_softmax", "log_probabilities", "outputs"]

CLOSE = 1e-5  # relative change of the loss that ends the fit; a hundredth changed no answer
MOST_STEPS = 200
# A typical ratio of a softmax's curvature to its upper bound; it only scales the steps.
CURVATURE = 0.03


def fit_softmax(
    points: np.ndarray,
    allowed: np.ndarray,
    eigenvalues: np.ndarray,
    regularisation: float,
    start: np.ndarray | None = None,
    watch: Watch | None = None,
    weights: np.ndarray | None = None,
) -> np.ndarray:
    """Fit the regression with L-BFGS (Byrd, Lu, Nocedal and Zhu, 1995).

    Principal components make it easy to scale all directions to about the same curvature: the same
    fit then takes a third of the steps.

    Args:
        points: (examples, components) float32, in the space of principal components.
        allowed: (examples, rows) bool, the rows that each example may have.
        eigenvalues: (components,) the sum of the squares along each component.
        regularisation: the examples' weight against the L2 penalty: the larger, the weaker is the
            penalty (``C`` in scikit-learn).
        start: (rows, components + 1) the fit to start from.
        watch: a callback that gets the number of each step and the fit after it.
        weights: (examples,) how much each example counts; all the same by default.

    Returns:
        (rows, components + 1) float64, the bias last.

    """
    count, components = points.shape
    importance = np.ones(count) if weights is None else weights
    rows = allowed.shape[1]
    scale = np.append(
        1 / np.sqrt(1 + CURVATURE * regularisation * eigenvalues),
        1 / np.sqrt(CURVATURE * regularisation * max(count, 1)),
    )
    positive = allowed.sum(axis=1) == 1
    row_of = allowed.argmax(axis=1)
    single, truth = np.flatnonzero(positive), row_of[positive]
    partial = np.flatnonzero(~positive & ~allowed.all(axis=1))
    begin = np.zeros((rows, components + 1)) if start is None else start

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        fitted = flat.reshape(rows, components + 1) * scale
        values = outputs(points, fitted)
        values -= values.max(axis=1, keepdims=True)
        chosen = float(importance[single] @ values[single, truth])
        powers = np.exp(values, out=values)
        totals = powers.sum(axis=1, keepdims=True)
        counted = np.concatenate([single, partial])
        total = float(importance[counted] @ np.log(totals[counted, 0].astype(np.float64))) - chosen
        powers /= totals
        slope = powers
        if len(partial):
            within = np.where(allowed[partial], powers[partial], 0)
            mass = np.maximum(within.sum(axis=1, keepdims=True), 1e-12)
            logs = np.log((mass * totals[partial])[:, 0].astype(np.float64))
            total -= float(importance[partial] @ logs)
            slope[partial] -= within / mass
        slope[single, truth] -= 1
        slope[~positive & allowed.all(axis=1)] = 0
        slope *= importance[:, None].astype(slope.dtype)
        gradient = np.empty((rows, components + 1))
        gradient[:, :-1] = regularisation * (slope.T @ points) + fitted[:, :-1]
        gradient[:, -1] = regularisation * slope.sum(axis=0)
        value = regularisation * total + 0.5 * float((fitted[:, :-1] ** 2).sum())
        return value, (gradient * scale).ravel()

    steps = 0

    def step(flat: np.ndarray) -> None:
        nonlocal steps
        steps += 1
        if watch:
            watch(steps, flat.reshape(rows, components + 1) * scale)

    flat, _, _ = fmin_l_bfgs_b(
        loss,
        (begin / scale).ravel(),
        maxiter=MOST_STEPS,
        factr=CLOSE / np.finfo(float).eps,
        pgtol=1e-9,
        callback=step,
    )
    result: np.ndarray = flat.reshape(rows, components + 1) * scale
    return result


def outputs(points: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """Return the rows' outputs before the softmax, (examples, rows) of the points' type."""
    weights = np.ascontiguousarray(fitted[:, :-1].T).astype(points.dtype)
    values: np.ndarray = points @ weights + fitted[:, -1].astype(points.dtype)
    return values


def log_probabilities(values: np.ndarray) -> np.ndarray:
    """Return the logarithm of the softmax of outputs, (examples, rows) float64."""
    shifted = values.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return shifted
