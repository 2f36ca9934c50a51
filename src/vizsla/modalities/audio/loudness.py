"""The loudness of a sound as people hear it: ITU-R BS.1770-4, in LUFS.

Two filters weigh the frequencies (K-weighting), and blocks of 0.4 s that are far below the others
do not count (gating). The standard gives the filters for 48 kHz; for other rates they follow from
the same analogue filters, whose frequencies and quality factors are those that reproduce its table.
At 16 kHz the loudness of a tone of 997 Hz is 0.04 too high.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SILENT", "loudness"]

SILENT = -120.0  # LUFS: what silence is given as
_OFFSET = -0.691  # of the standard: a tone of 997 Hz at full scale is then at -3.01
_ABSOLUTE, _RELATIVE = -70.0, -10.0  # LUFS and LU: the gates
_STEP, _STEPS = 0.1, 4  # seconds: blocks overlap by three quarters
_PART = 2**20  # samples at a time: bounds the memory


def loudness(samples: NDArray[np.float32], rate: int) -> float:
    """Return a sound's integrated loudness in LUFS, at least ``SILENT``.

    A sound shorter than a block is one block.

    Args:
        samples: float32 (n,), n at least 1.
        rate: samples a second, in Hz.

    """
    powers = _step_powers(samples, rate)
    steps = min(_STEPS, len(powers))
    blocks = np.convolve(powers, np.full(steps, 1 / steps), "valid")
    kept = blocks[_in_units(blocks) > _ABSOLUTE]
    if len(kept) == 0:
        return max(SILENT, float(_in_units(powers.mean())))
    kept = kept[_in_units(kept) > float(_in_units(kept.mean())) + _RELATIVE]
    return max(SILENT, float(_in_units(kept.mean())))


def _in_units(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    found: NDArray[np.float64] = _OFFSET + 10 * np.log10(np.maximum(power, 1e-30))
    return found


def _step_powers(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Return the mean square of each 0.1 s of the weighted sound; what is left over is left out."""
    from scipy.signal import sosfilt  # noqa: PLC0415 - it takes 0.3 s to import

    size = min(len(samples), round(_STEP * rate))
    filters = _filters(rate)
    state = np.zeros((len(filters), 2))
    powers = []
    part = max(1, _PART // size) * size
    for start in range(0, len(samples) // size * size, part):
        some = samples[start : start + part]
        some = some[: len(some) // size * size]
        weighted, state = sosfilt(filters, some.astype(np.float64), zi=state)
        powers.append(np.square(weighted).reshape(-1, size).mean(axis=1))
    return np.concatenate(powers)


def _filters(rate: int) -> NDArray[np.float64]:
    """Return the two filters of K-weighting, as rows of b0, b1, b2, a0, a1, a2."""
    # A shelf: +4 dB at high frequencies, for the head.
    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = [
        (high + band * k / q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / q + k * k) / a0,
        1.0,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    ]
    # A high-pass filter, for ears that hear low frequencies less.
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    high_pass = [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
    return np.array([shelf, high_pass])
