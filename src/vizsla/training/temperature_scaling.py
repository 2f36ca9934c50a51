"""Temperature scaling: calibrate scores on out-of-fold predictions."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from vizsla.training.softmax_regression import log_probabilities

__all__ = ["find_temperature"]

LEAST, MOST = 0.2, 5.0
# The standard deviation of the prior on the temperature's logarithm, around 0.
PRIOR = 0.5


def find_temperature(values: np.ndarray, truth: np.ndarray) -> float:
    """Return the number that outputs must be divided by for scores to be probabilities.

    Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017; with a
    prior, so that a handful of examples can't make the scores extreme.

    Args:
        values: (examples, rows) out-of-fold outputs.
        truth: (examples,) the right rows.

    """
    if not len(truth):
        return 1.0
    numbers = np.arange(len(truth))

    def loss(logarithm: float) -> float:
        right = log_probabilities(values / np.exp(logarithm))[numbers, truth]
        return float(-right.sum() + 0.5 * (logarithm / PRIOR) ** 2)

    found = minimize_scalar(
        loss, bounds=(np.log(LEAST), np.log(MOST)), method="bounded", options={"xatol": 1e-6}
    )
    return float(np.exp(found.x))
