"""Plain features of a sound's spectrum: what it sounds like, how that changes, how it fades.

They tell noises apart, which a network that was trained on speech hardly does.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.sound.spectrum import BANDS, HOP
from vizsla.modalities.audio.load_sound import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "spectral_features"]

_STEPS = 8  # of a histogram
FEATURES = 5 * BANDS + 2 * _STEPS + 1
_QUANTILES = (0.1, 0.5, 0.95)
_RANGE = 60.0  # dB below the loudest: what is fainter does not count
_FASTEST = 15.0  # dB in 10 ms


def spectral_features(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a sound's features: (``FEATURES``,) float64.

    They are, of each band in dB below the loudest: its mean power, three quantiles over time, and
    its mean change from frame to frame; then how the loudness is distributed, and its changes;
    then the logarithm of the length.

    Args:
        power: (frames, 32), at least one frame.

    """
    mean = power.mean(axis=0)
    levels = _decibels(power, float(power.max()))
    loudness = _decibels(power.sum(axis=1), float(power.sum(axis=1).max()))
    changes = np.diff(levels, axis=0) if len(levels) > 1 else np.zeros((1, BANDS))
    steps = np.clip(np.diff(loudness), -_FASTEST, _FASTEST) if len(loudness) > 1 else np.zeros(1)
    seconds = len(power) * HOP / RATE
    return np.concatenate(
        [
            _decibels(mean, float(mean.max())),
            np.quantile(levels, _QUANTILES, axis=0).ravel(),
            np.abs(changes).mean(axis=0),
            np.histogram(loudness, _STEPS, (-_RANGE, 0.0))[0] / len(loudness),
            np.histogram(steps, _STEPS, (-_FASTEST, _FASTEST))[0] / len(steps),
            [math.log(seconds)],
        ]
    )


def _decibels(power: NDArray[np.float64], loudest: float) -> NDArray[np.float64]:
    """Return powers in dB below the loudest, at least -60; silence is -60 throughout."""
    found: NDArray[np.float64] = np.full(power.shape, -_RANGE)
    if loudest > 0:
        np.maximum(10 * np.log10(np.maximum(power / loudest, 1e-30)), -_RANGE, out=found)
    return found
