"""The power of a sound's frequency bands over time: of speech, and of all that is heard.

All is single operations of float64 in a fixed order, and all tables are in the encoder's file: the
numbers are the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.encoders.sound.fourier import powers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["BANDS", "HOP", "WINDOW", "BandPowers", "Spectrum"]

WINDOW, HOP = 512, 160  # samples: of a frame, and from one to the next
BANDS = 32
_AT_ONCE = 256  # frames: what they take stays near the processor


class Spectrum(NamedTuple):
    """The power of frequency bands, each a frame every 10 ms.

    Attributes:
        speech: (frames, 32) float64, bands from 60 to 3,800 Hz.
        wide: (frames, 32) float64, bands from 0 to 8,000 Hz.

    """

    speech: NDArray[np.float64]
    wide: NDArray[np.float64]


class BandPowers:
    """Measures the bands of sounds.

    Args:
        tensors: ``window`` float32 (n,), the middle of a frame, all else of which is 0;
            ``cosine`` and ``sine`` float32 (256,), see ``powers``; and for each of ``speech`` and
            ``wide`` the bands: ``NAME.first`` int16 (32,), the first frequency of each, and
            ``NAME.weights`` float32 (frequencies, 32), from there on.

    """

    def __init__(self, tensors: Mapping[str, NDArray[np.generic]]) -> None:
        self._window = tensors["window"].astype(np.float64)
        self._turns = tuple(tensors[name].astype(np.float64) for name in ("cosine", "sine"))
        self._bands = [
            (
                tensors[f"{name}.first"].astype(np.intp),
                tensors[f"{name}.weights"].astype(np.float64),
            )
            for name in Spectrum._fields
        ]

    def spectrum(self, samples: NDArray[np.float32]) -> Spectrum:
        """Return the power of a sound's bands.

        Args:
            samples: float32 (n,) at 16 kHz, n at least ``WINDOW``.

        Returns:
            The bands; (n - 512) // 160 + 1 frames.

        """
        frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
        found = Spectrum(np.empty((len(frames), BANDS)), np.empty((len(frames), BANDS)))
        for start in range(0, len(frames), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            power = self._powers(frames[some].T)
            for bands, (first, weights) in zip(found, self._bands, strict=True):
                bands[some] = _sums(power, first, weights).T
        return found

    def _powers(self, frames: NDArray[np.float32]) -> NDArray[np.float64]:
        count = len(self._window)
        start = (WINDOW - count) // 2
        heard = np.zeros(frames.shape)
        heard[start : start + count] = frames[start : start + count] * self._window[:, None]
        return powers(heard, *self._turns)


def _sums(
    power: NDArray[np.float64], first: NDArray[np.intp], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the bands' powers, (32, frames), each summed from its lowest frequency up."""
    found = np.zeros((len(first), power.shape[1]))
    last = len(power) - 1
    for step, row in enumerate(weights):
        # Behind the last frequency all weights are 0.
        found += power[np.minimum(first + step, last)] * row[:, None]
    return found
