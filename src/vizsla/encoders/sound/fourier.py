"""The Fourier transform in single operations of float64: the same bits in every language.

NumPy's own has other last bits from one machine to the next. This is Stockham's: in each step half
of the numbers is added to the other half, and subtracted from it and turned, so that the
frequencies come out in order. ``web/runtime/src/encoders/sound/fourier.ts`` is the twin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["powers"]


def powers(
    frames: NDArray[np.float64], cosine: NDArray[np.float64], sine: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the power of each frequency: (size / 2 + 1, frames).

    Args:
        frames: (size, frames), one frame a column; the size is a power of two.
        cosine: (size / 2,), of the angles from 0 to below pi in equal steps.
        sine: the same.

    """
    size, count = frames.shape
    real, imaginary = frames.reshape(size, 1, count), np.zeros((size, 1, count))
    half, stride = size // 2, 1
    while half:
        turn, across = cosine[::stride, None, None], sine[::stride, None, None]
        real_gap, imaginary_gap = real[:half] - real[half:], imaginary[:half] - imaginary[half:]
        next_real, next_imaginary = np.empty((2, half, 2, stride, count))
        np.add(real[:half], real[half:], out=next_real[:, 0])
        np.add(imaginary[:half], imaginary[half:], out=next_imaginary[:, 0])
        np.add(real_gap * turn, imaginary_gap * across, out=next_real[:, 1])
        np.subtract(imaginary_gap * turn, real_gap * across, out=next_imaginary[:, 1])
        half, stride = half // 2, 2 * stride
        real, imaginary = (each.reshape(-1, stride, count) for each in (next_real, next_imaginary))
    kept = slice(size // 2 + 1)
    return np.square(real[0, kept]) + np.square(imaginary[0, kept])
