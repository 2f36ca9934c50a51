"""The 95 % interval of a measured share."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod

__all__ = ["NARROW", "Z_95", "WithInterval", "enough_examples", "wilson"]

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point
NARROW = 0.2  # the width of an interval that tells something
ENOUGH = 100  # examples that make every interval that narrow


class WithInterval(ABC):
    """A figure with a 95 % interval."""

    @property
    @abstractmethod
    def interval(self) -> tuple[float, float]:
        """The figure's 95 % interval."""

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval."""
        return self.interval[1]


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, J. Am. Stat. Assoc. 22, 1927).

    Unlike the textbook's interval, this one stays within 0 and 1, and is wide where there are few
    examples.

    Args:
        right: the number of right ones, 0 to ``total``.
        total: the number of all; with 0 the interval is all of 0 to 1.

    """
    if total == 0:
        return 0.0, 1.0
    share, square = right / total, Z_95**2
    middle = share + square / (2 * total)
    spread = Z_95 * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    scale = 1 + square / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def enough_examples(right: int, total: int) -> int:
    """Return a round number of examples that make a wide interval narrow, if the share stays.

    Args:
        right: the number of right ones, 0 to ``total``.
        total: the number of all, at least 1.

    """
    for count in range(10 * (total // 10) + 10, ENOUGH, 10):
        low, high = wilson(round(right / total * count), count)
        if high - low <= NARROW:
            return count
    return ENOUGH
