"""Noise for recordings of speech, at a ratio in decibels."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from recordings import RATE, foreign

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["KINDS", "noise", "with_noise"]

KINDS = ("white", "pink", "babble")
_TALKERS = 6


def with_noise(
    samples: NDArray[np.float32], kind: str, decibels: float, seed: int
) -> NDArray[np.float32]:
    """Return speech with noise behind it, with silence before and after.

    Args:
        samples: the speech, float32 (n,) at 16 kHz.
        kind: of ``KINDS``.
        decibels: the power of the speech over that of the noise.
        seed: tells one noise from another.

    """
    around = np.zeros(RATE // 2, np.float32)
    padded = np.concatenate([around, samples, around])
    behind = noise(kind, len(padded), seed)
    # The pauses are no speech: the power is that of the louder half of the tenths of a second.
    tenths = samples[: len(samples) // 1_600 * 1_600].reshape(-1, 1_600)
    powers = np.sort((tenths**2).mean(axis=1))
    loud = float(powers[len(powers) // 2 :].mean()) if len(powers) else float((samples**2).mean())
    factor = np.sqrt(loud / 10 ** (decibels / 10) / float((behind**2).mean()))
    return (padded + behind * factor).astype(np.float32)


def noise(kind: str, count: int, seed: int) -> NDArray[np.float32]:
    """Return noise, float32 (count,) at 16 kHz.

    White has the same power at each frequency, pink at each octave; babble is of six people who
    talk at once, in Spanish and French.
    """
    random = np.random.default_rng(seed)
    if kind == "babble":
        talkers = random.choice(len(_talk()), _TALKERS, replace=False)
        return np.sum([_cut(_talk()[each], count, random) for each in talkers], axis=0)
    white = random.standard_normal(count)
    if kind == "white":
        return white.astype(np.float32)
    spectrum = np.fft.rfft(white)
    octaves = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0)
    return np.fft.irfft(spectrum / np.sqrt(octaves), count).astype(np.float32)


def _cut(talk: NDArray[np.float32], count: int, random: np.random.Generator) -> NDArray[np.float32]:
    """Return a stretch of somebody's talk, from anywhere, repeated where it is too short."""
    start = int(random.integers(len(talk)))
    return np.resize(np.roll(talk, -start), count)


@cache
def _talk() -> list[NDArray[np.float32]]:
    return [each.samples / (np.sqrt((each.samples**2).mean()) + 1e-6) for each in foreign()]
