"""Changes the rate of a sound block by block, with the same result as in one piece.

The method is the usual one of polyphase filters: each new sample is a weighted sum of the old ones
around its place, the weights a sinc under Kaiser's window (Smith, "Digital Audio Resampling",
https://ccrma.stanford.edu/~jos/resample/). What a lower rate can't hold is filtered out. For usual
rates, each place that a new sample can have between two old ones has weights of its own. For rates
with too many such places, the weights are interpolated between two rows of a table, as Smith does.

All is single operations of float64 in a fixed order, the same bits in every language of programs:
``web/runtime/src/modalities/audio/resample.ts`` is the twin.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Resampler"]

_CROSSINGS = 16  # zero crossings of the sinc to either side
_BETA = 9.0  # of Kaiser's window: 90 dB down
_KEPT = 0.94  # of the band that both rates can hold: the rest is the filter's slope
_PLACES = 1_024  # between two old samples, in the table: linear steps are then 100 dB down
_AT_ONCE = 2**13  # new samples: what they take stays near the processor
_BESSEL_TERMS, _SINE_TERMS = 30, 11  # what is left out is below 2**-53


class Resampler:
    """Takes blocks at one rate and returns them at another.

    Args:
        old: samples a second of what is given, in Hz.
        new: samples a second of what is returned, in Hz.

    """

    def __init__(self, old: int, new: int) -> None:
        common = math.gcd(old, new)
        self._up, self._down = new // common, old // common
        self._weights = _weights(self._up, self._down)
        self._reach = len(self._weights) // 2
        self._held = np.zeros(self._reach - 1, np.float32)  # silence before the sound
        self._first = 1 - self._reach  # the place of what is held
        self._taken = 0
        self._given = 0

    def push(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return as many new samples as the sound so far determines.

        Args:
            block: float32 (n,), what comes next.

        """
        if self._up == self._down:
            return block
        self._taken += len(block)
        self._held = np.concatenate([self._held, block])
        # The last new sample whose weights end within what is held.
        ready = (self._first + len(self._held) - 1 - self._reach) * self._up
        return self._new_samples(ready // self._down + 1 if ready >= 0 else 0)

    def end(self) -> NDArray[np.float32]:
        """Return what is left once all blocks were given, as if silence followed."""
        if self._up == self._down:
            return np.zeros(0, np.float32)
        self._held = np.concatenate([self._held, np.zeros(2 * self._reach, np.float32)])
        return self._new_samples(-(-self._taken * self._up // self._down))

    def _new_samples(self, until: int) -> NDArray[np.float32]:
        parts = []
        held = self._held.astype(np.float64)
        while self._given < until:
            count = np.arange(self._given, min(until, self._given + _AT_ONCE), dtype=np.int64)
            place, phase = np.divmod(count * self._down, self._up)
            start = place - (self._reach - 1) - self._first
            found = np.zeros(len(count))
            # One old sample after another: the order in which they are added is part of the result.
            for step, row in enumerate(self._weights):
                found += held[step:].take(start) * self._at(row, phase)
            parts.append(found.astype(np.float32))
            self._given += len(count)
        # Nothing before the next sample's first weight is needed again.
        done = self._given * self._down // self._up - (self._reach - 1) - self._first
        if done > 0:
            self._held = self._held[done:].copy()
            self._first += done
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _at(self, row: NDArray[np.float64], phase: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the weights of new samples that lie ``phase / up`` after an old one."""
        if self._up == 1:
            return row[:1]
        if self._up <= _PLACES:
            return row.take(phase)
        place, rest = np.divmod(phase * _PLACES, self._up)
        below = row[place]
        mixed: NDArray[np.float64] = below + rest / self._up * (row[place + 1] - below)
        return mixed


@lru_cache(maxsize=8)
def _weights(up: int, down: int) -> NDArray[np.float64]:
    """Return the weights of each place between two old samples, the second one's included.

    They are float64 (2 * reach, places + 1), each column's sum 1; ``up`` places, or as many as a
    table has where that is less.
    """
    places = min(up, _PLACES)
    width = max(1.0, down / up)  # of the sinc, in old samples
    reach = math.ceil(_CROSSINGS * width)
    away = np.arange(1 - reach, reach + 1)[:, None] - np.arange(places + 1) / places
    share = away / reach
    rows = _sinc(away * _KEPT / width) * _bessel(np.maximum(1 - share * share, 0))
    weights: NDArray[np.float64] = rows / np.add.accumulate(rows, axis=0)[-1]
    weights.flags.writeable = False
    return weights


def _bessel(square: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return Kaiser's window, a Bessel function, where ``square`` is 1 - (place / reach)**2."""
    quarter = _BETA * _BETA / 4 * square
    total = np.ones_like(square)
    for term in range(_BESSEL_TERMS, 0, -1):
        total = 1 + quarter / (term * term) * total
    return total


def _sinc(place: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sin(pi x) / (pi x); 1 for 0."""
    whole = np.rint(place)
    angle = math.pi * (place - whole)
    square = angle * angle
    total = np.ones_like(place)
    for term in range(_SINE_TERMS, 0, -1):
        total = 1 - square / (2 * term * (2 * term + 1)) * total
    sine = angle * total * (1 - 2 * np.abs(np.fmod(whole, 2)))
    found: NDArray[np.float64] = np.divide(
        sine, math.pi * place, out=np.ones_like(place), where=place != 0
    )
    return found
