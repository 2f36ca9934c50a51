"""Converts values to coordinates in a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Axis"]

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a chart.

    Attributes:
        low: the value at the axis's beginning.
        high: the value at its end.
        start: the coordinate of the axis's beginning, in units of the ``viewBox``.
        end: the coordinate of its end; less than ``start`` for an axis that grows upwards.
        log: whether equal distances are equal factors; ``low`` must then be above 0.

    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Return the coordinate of a value, to a hundredth; values outside get that of the edge."""
        low, high, scaled = (self._scaled(each) for each in (self.low, self.high, value))
        share = 0.5 if high == low else min(max((scaled - low) / (high - low), 0.0), 1.0)
        return round(self.start + share * (self.end - self.start), 2)

    def ticks(self, most: int = 6) -> tuple[float, ...]:
        """Return round values along the axis, about ``most`` of them at most."""
        if self.high <= self.low:
            return (self.low,)
        if self.log:
            return self._powers(most)
        rough = (self.high - self.low) / max(most - 1, 1)
        power = 10.0 ** math.floor(math.log10(rough))
        step = power * next(each for each in _STEPS if each * power >= rough * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(round(number * step, 12) for number in range(first, last + 1))

    def _powers(self, most: int) -> tuple[float, ...]:
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        for factors in ((1, 2, 5), (1, 3), (1,)):
            found = [
                factor * 10.0**power
                for power in powers
                for factor in factors
                if self.low <= factor * 10.0**power <= self.high
            ]
            if len(found) <= most:
                break
        return tuple(found) or (self.low, self.high)

    def _scaled(self, value: float) -> float:
        return math.log10(max(value, 1e-300)) if self.log else value
