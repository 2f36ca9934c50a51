"""Logarithms in single operations of float64, the same bits in every language of programs.

The standard libraries' differ in the last bit. ``web/runtime/src/encoders/sound/exactLog.ts`` is
the twin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DECIBEL", "decibels", "natural_log"]

DECIBEL = 1_024  # whole numbers to 1 dB
_LN2 = 0.6931471805599453
_HALF_ROOT = 0.7071067811865476
_DECIBELS_OF_E = 4.342944819032518  # 10 / ln 10
_LAST = 19  # the power of the last term: what is left out is below 2**-53
_Numbers = TypeVar("_Numbers", "NDArray[np.float64]", np.float64)


def natural_log(numbers: _Numbers) -> _Numbers:
    """Return the natural logarithm, within 4 units in the last place.

    A number is cut into a power of two and a rest from root 1/2 to root 2, whose logarithm is
    2 artanh((rest - 1) / (rest + 1)).

    Args:
        numbers: float64, above 0.

    """
    rest, power = np.frexp(numbers)
    below = rest < _HALF_ROOT
    rest = np.where(below, 2 * rest, rest)
    power = power - below
    ratio = (rest - 1) / (rest + 1)
    square = ratio * ratio
    total = np.full_like(square, 1 / _LAST)
    for odd in range(_LAST - 2, 0, -2):
        total = total * square + 1 / odd
    found: _Numbers = power * _LN2 + 2 * ratio * total
    return found


def decibels(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return powers above 0 in dB: whole numbers, ``DECIBEL`` to 1."""
    found: NDArray[np.float64] = np.rint(natural_log(power) * (_DECIBELS_OF_E * DECIBEL))
    return found
