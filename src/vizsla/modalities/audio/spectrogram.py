"""The spectrogram of a sound: how loud each frequency is, over time."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BANDS", "spectrogram"]

BANDS = 64  # rows: about a semitone at high frequencies
_WINDOW, _HOP, _SIZE = 0.04, 0.01, 1_024  # seconds, seconds, and samples of the transform
_MOST = 2_000  # frames: a longer sound is looked at here and there
_RANGE = 70.0  # dB from the loudest to black
_FAINTEST = -110.0  # dB: what is never brighter than black


def spectrogram(samples: NDArray[np.float32], rate: int) -> NDArray[np.uint8]:
    """Return a sound's mel spectrogram, the highest frequency first.

    Args:
        samples: float32 (n,), n at least 1.
        rate: samples a second, in Hz, at most 24,000.

    Returns:
        uint8 (``BANDS``, frames), a frame each 10 ms or more: 255 for the loudest of the sound, 0
        for what is 70 dB below it.

    """
    width = round(_WINDOW * rate)
    hop = max(round(_HOP * rate), len(samples) // _MOST)
    padded = np.pad(samples, (width // 2, width))
    frames = np.lib.stride_tricks.sliding_window_view(padded, width)[: len(samples) : hop]
    power = np.square(np.abs(np.fft.rfft(frames * np.hanning(width), _SIZE, axis=1)))
    loud = 10 * np.log10(np.maximum(power @ _mel_filters(rate).T / width**2, 1e-12))
    above = loud - max(float(loud.max()), _FAINTEST + _RANGE) + _RANGE
    found: NDArray[np.uint8] = np.rint(np.clip(above / _RANGE, 0, 1) * 255).astype(np.uint8)
    return np.ascontiguousarray(found.T[::-1])


@lru_cache(maxsize=4)
def _mel_filters(rate: int) -> NDArray[np.float64]:
    """Return triangles that are evenly wide on the mel scale: (bands, bins), each of sum 1."""
    top = 2_595 * math.log10(1 + rate / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top, BANDS + 2) / 2_595) - 1)
    bins = np.fft.rfftfreq(_SIZE, 1 / rate)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    weights: NDArray[np.float64] = np.maximum(np.minimum(rising, falling), 0)
    weights /= weights.sum(axis=1, keepdims=True)
    weights.flags.writeable = False
    return weights
