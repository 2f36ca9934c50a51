"""Makes scores that can be believed: temperature scaling on predictions out of fold."""

from __future__ import annotations

import numpy as np

from vizsla.training.softmax_regression import log_probabilities

__all__ = ["find_temperature"]

LEAST, MOST = 0.2, 5.0
# Without evidence the temperature stays near 1: its logarithm within 0.5, at one sigma.
PRIOR = 0.5


def find_temperature(values: np.ndarray, truth: np.ndarray) -> float:
    """Return what the outputs must be divided by for the scores to be frequencies.

    Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017; with a
    prior, so that a handful of examples can't make the scores extreme.

    Args:
        values: (examples, rows) outputs for examples that were not shown to the head.
        truth: (examples,) the rows that are right.

    """
    if not len(truth):
        return 1.0
    numbers = np.arange(len(truth))

    def loss(logarithm: float) -> float:
        right = log_probabilities(values / np.exp(logarithm))[numbers, truth]
        return float(-right.sum() + 0.5 * (logarithm / PRIOR) ** 2)

    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - slow to import; only training needs it

    found = minimize_scalar(
        loss, bounds=(np.log(LEAST), np.log(MOST)), method="bounded", options={"xatol": 1e-6}
    )
    return float(np.exp(found.x))
