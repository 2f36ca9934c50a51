"""The power of a sound's frequency bands over time: of speech, and of all that is heard."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from vizsla.modalities.audio.load_sound import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BANDS", "HOP", "WINDOW", "Spectrum", "spectrum"]

WINDOW, HOP = 512, 160  # samples: of a frame, and from one to the next
BANDS = 32
_HANN = 400  # samples of the window that are not 0: 25 ms
_SPEECH = (60.0, 3_800.0)  # Hz: what the network was trained on
_AT_ONCE = 4_096  # frames: bounds the memory


class Spectrum(NamedTuple):
    """The power of frequency bands, each a frame every 10 ms.

    Attributes:
        speech: (frames, 32) float64, bands from 60 to 3,800 Hz.
        wide: (frames, 32) float64, bands from 0 to 8,000 Hz.

    """

    speech: NDArray[np.float64]
    wide: NDArray[np.float64]


def spectrum(samples: NDArray[np.float32]) -> Spectrum:
    """Return the power of a sound's bands.

    Args:
        samples: float32 (n,) at 16 kHz, n at least ``WINDOW``.

    Returns:
        The bands; (n - 512) // 160 + 1 frames.

    """
    hann = np.zeros(WINDOW)
    place = np.arange(_HANN) / _HANN
    hann[(WINDOW - _HANN) // 2 :][:_HANN] = 0.5 - 0.5 * np.cos(2 * np.pi * place)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    speech = np.empty((len(frames), BANDS))
    wide = np.empty((len(frames), BANDS))
    for start in range(0, len(frames), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        found = np.fft.rfft(frames[some] * hann, axis=1)
        power = np.square(found.real) + np.square(found.imag)
        speech[some] = power @ _speech_filters().T
        wide[some] = power @ _wide_filters().T
    return Spectrum(speech, wide)


def _triangles(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return triangles between edges in Hz, each from one edge over the next to the one behind."""
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE)
    low, middle, high = (edges[at : at + BANDS, None] for at in range(3))
    return np.maximum(np.minimum((bins - low) / (middle - low), (high - bins) / (high - middle)), 0)


@lru_cache(maxsize=1)
def _speech_filters() -> NDArray[np.float64]:
    """Return the bands that the network was trained on: Slaney's mel scale, of equal areas.

    Slaney, "Auditory Toolbox" (1998): linear below 1,000 Hz, logarithmic above.
    """
    step = math.log(6.4) / 27
    low, high = _SPEECH
    top = 15 + math.log(high / 1_000) / step
    mel = np.linspace(low * 3 / 200, top, BANDS + 2)
    edges = np.where(mel < 15, mel * 200 / 3, 1_000 * np.exp(step * (mel - 15)))  # noqa: PLR2004
    found: NDArray[np.float64] = _triangles(edges) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return found


@lru_cache(maxsize=1)
def _wide_filters() -> NDArray[np.float64]:
    """Return bands over all frequencies: O'Shaughnessy's mel scale (1987), each of sum 1."""
    top = 2_595 * math.log10(1 + RATE / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, top, BANDS + 2) / 2_595) - 1)
    found = _triangles(edges)
    found /= found.sum(axis=1, keepdims=True)
    return found
