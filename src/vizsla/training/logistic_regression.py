"""L2-regularised logistic regression of many labels at once, each for itself (one-vs-rest)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import fmin_l_bfgs_b

from vizsla.training.multi_label_set import HAS, NOT_KNOWN
from vizsla.training.softmax_regression import outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    Watch = Callable[[int, np.ndarray], None]

__all__ = ["fit_logistic", "log_losses", "sigmoid"]

CLOSE = 1e-5  # relative change of the loss that ends the fit, as of a softmax
MOST_STEPS = 200
CURVATURE = 0.03  # a typical curvature; it only scales the steps
# Of the squared bias: keeps it finite where all examples of a fold have a label, or none has.
BIAS_PENALTY = 1e-3


def fit_logistic(
    points: np.ndarray,
    truth: np.ndarray,
    eigenvalues: np.ndarray,
    regularisation: float,
    watch: Watch | None = None,
) -> np.ndarray:
    """Fit the regressions with L-BFGS, all labels in one product of matrices.

    Examples of which a label is not known do not count for that label.

    Args:
        points: (examples, components) float32, in the space of principal components.
        truth: (examples, labels) int8, see ``MultiLabelSet``.
        eigenvalues: (components,) the sum of the squares along each component.
        regularisation: the examples' weight against the L2 penalty (``C`` in scikit-learn).
        watch: a callback that gets the number of each step and the fit after it.

    Returns:
        (labels, components + 1) float64, the bias last.

    """
    count, components = points.shape
    rows = truth.shape[1]
    scale = np.append(
        1 / np.sqrt(1 + CURVATURE * regularisation * eigenvalues),
        1 / np.sqrt(CURVATURE * regularisation * max(count, 1)),
    )
    known, has = truth != NOT_KNOWN, truth == HAS

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        fitted = flat.reshape(rows, components + 1) * scale
        values = outputs(points, fitted)
        total = float(log_losses(values, truth).sum())
        slope = np.where(known, sigmoid(values) - has, 0).astype(points.dtype)
        gradient = np.empty((rows, components + 1))
        gradient[:, :-1] = regularisation * (slope.T @ points) + fitted[:, :-1]
        own = regularisation * slope.sum(axis=0, dtype=np.float64)
        gradient[:, -1] = own + BIAS_PENALTY * fitted[:, -1]
        penalty = float((fitted[:, :-1] ** 2).sum() + BIAS_PENALTY * (fitted[:, -1] ** 2).sum())
        return regularisation * total + 0.5 * penalty, (gradient * scale).ravel()

    steps = 0

    def step(flat: np.ndarray) -> None:
        nonlocal steps
        steps += 1
        if watch:
            watch(steps, flat.reshape(rows, components + 1) * scale)

    flat, _, _ = fmin_l_bfgs_b(
        loss,
        np.zeros(rows * (components + 1)),
        maxiter=MOST_STEPS,
        factr=CLOSE / np.finfo(float).eps,
        pgtol=1e-9,
        callback=step,
    )
    result: np.ndarray = flat.reshape(rows, components + 1) * scale
    return result


def sigmoid(values: np.ndarray) -> np.ndarray:
    """Return the probabilities of outputs, float64."""
    powers = np.exp(-np.abs(values.astype(np.float64)))
    found: np.ndarray = np.where(values >= 0, 1, powers) / (1 + powers)
    return found


def log_losses(values: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Return the log loss of each output in nats, (examples, labels) float64; 0 where not known."""
    wide = values.astype(np.float64)
    losses = np.logaddexp(0, np.where(truth == HAS, -wide, wide))
    found: np.ndarray = np.where(truth == NOT_KNOWN, 0, losses)
    return found
