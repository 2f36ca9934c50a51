"""Plain features of a sound's spectrum: what it sounds like, how that changes, how it fades.

They tell noises apart, which a network that was trained on speech hardly does. Levels are whole
numbers, so that sums over them are the same in whatever order; powers are added one after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from vizsla.encoders.sound.exact_log import DECIBEL, decibels, natural_log
from vizsla.encoders.sound.spectrum import BANDS, HOP
from vizsla.modalities.audio.load_sound import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEATURES", "spectral_features"]

_STEPS = 8  # of a histogram
FEATURES = 5 * BANDS + 2 * _STEPS + 1
_TWENTIETHS = (2, 10, 19)  # the quantiles 0.1, 0.5 and 0.95
_PARTS = 20
_RANGE = 60 * DECIBEL  # below the loudest: what is fainter does not count
_FASTEST = 15 * DECIBEL  # in 10 ms
_LEAST_POWER = 2.0**-200  # a logarithm needs more than 0


def spectral_features(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a sound's features: (``FEATURES``,) float64.

    They are, of each band in dB below the loudest: its mean power, three quantiles over time, and
    its mean change from frame to frame; then how the loudness is distributed, and its changes;
    then the logarithm of the length.

    Args:
        power: (frames, 32), at least one frame.

    """
    mean = np.add.accumulate(power, axis=0)[-1] / len(power)
    levels = _below_loudest(power)
    loudness = _below_loudest(np.add.accumulate(power, axis=1)[:, -1])
    if len(levels) > 1:
        changes, steps = np.diff(levels, axis=0), np.diff(loudness)
    else:
        changes, steps = np.zeros((1, BANDS)), np.zeros(1)
    seconds = np.float64(len(power) * HOP / RATE)
    return np.concatenate(
        [
            _below_loudest(mean) / DECIBEL,
            _quantiles(levels).ravel() / DECIBEL,
            np.abs(changes).sum(axis=0) / (len(changes) * DECIBEL),
            _shares(loudness + _RANGE, _RANGE),
            _shares(np.clip(steps, -_FASTEST, _FASTEST) + _FASTEST, 2 * _FASTEST),
            [natural_log(seconds)],
        ]
    )


def _below_loudest(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return powers in dB below the loudest, whole numbers; silence is -60 dB throughout."""
    loudest = power.max()
    if loudest == 0:
        return np.full(power.shape, -float(_RANGE))
    levels = decibels(np.maximum(power, _LEAST_POWER))
    found: NDArray[np.float64] = np.maximum(levels - levels.max(), -_RANGE)
    return found


def _quantiles(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the quantiles of each column, between two levels in proportion: (3, columns)."""
    ordered = np.sort(levels, axis=0)
    rows = []
    for twentieths in _TWENTIETHS:
        place, rest = divmod((len(ordered) - 1) * twentieths, _PARTS)
        above = ordered[min(place + 1, len(ordered) - 1)]
        rows.append((ordered[place] * (_PARTS - rest) + above * rest) / _PARTS)
    return np.stack(rows)


def _shares(values: NDArray[np.float64], top: int) -> NDArray[np.float64]:
    """Return the share of values, 0 to ``top``, in each of equal steps; the last has its top."""
    step = np.minimum(np.floor(values * _STEPS / top), _STEPS - 1).astype(np.intp)
    found: NDArray[np.float64] = np.bincount(step, minlength=_STEPS) / len(values)
    return found
