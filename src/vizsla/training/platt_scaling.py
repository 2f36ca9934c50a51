"""Platt scaling: calibrate each label's scores on out-of-fold predictions."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from vizsla.training.logistic_regression import log_losses, sigmoid
from vizsla.training.multi_label_set import HAS, NOT_KNOWN

__all__ = ["find_platt"]

# The standard deviations of the priors on the slope's logarithm and on the intercept, around 0.
SLOPE_PRIOR, INTERCEPT_PRIOR = 0.5, 1.0
LEAST, MOST = np.log(0.2), np.log(5.0)  # of the slope, as of a temperature


def find_platt(values: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the slope and the intercept of each label, (labels,) float64 each.

    The outputs times the slope plus the intercept are calibrated log-odds (Platt, Probabilistic
    Outputs for Support Vector Machines, 1999); with priors, so that a handful of examples can't
    make the scores extreme. Rows of which every example is known to have the label, or none, stay
    as they are.

    Args:
        values: (examples, labels) out-of-fold outputs.
        truth: (examples, labels) int8, see ``MultiLabelSet``.

    """
    slopes, intercepts = np.ones(truth.shape[1]), np.zeros(truth.shape[1])
    for row in range(truth.shape[1]):
        known = truth[:, row] != NOT_KNOWN
        own, facts = values[known, row].astype(np.float64), truth[known, row]
        if len(np.unique(facts)) > 1:
            slopes[row], intercepts[row] = _fit(own, facts)
    return slopes, intercepts


def _fit(values: np.ndarray, facts: np.ndarray) -> tuple[float, float]:
    has = facts == HAS

    def loss(tried: np.ndarray) -> tuple[float, np.ndarray]:
        logarithm, intercept = tried
        scaled = values * np.exp(logarithm)
        off = sigmoid(scaled + intercept) - has
        total = log_losses((scaled + intercept)[:, None], facts[:, None]).sum()
        prior = (logarithm / SLOPE_PRIOR) ** 2 + (intercept / INTERCEPT_PRIOR) ** 2
        gradient = [
            float(off @ scaled) + logarithm / SLOPE_PRIOR**2,
            float(off.sum()) + intercept / INTERCEPT_PRIOR**2,
        ]
        return float(total + 0.5 * prior), np.array(gradient)

    bounds = ((LEAST, MOST), (None, None))
    found = minimize(loss, np.zeros(2), jac=True, method="L-BFGS-B", bounds=bounds)
    return float(np.exp(found.x[0])), float(found.x[1])
