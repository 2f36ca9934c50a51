"""The 95 % interval of a measured share."""

from __future__ import annotations

import math

__all__ = ["Z_95", "wilson"]

Z_95 = 1.959963984540054  # the normal distribution's 97.5 % point


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
