"""Powers that are rounded correctly, and so the same in every language: ``**`` is not."""

from __future__ import annotations

import math

__all__ = ["exact_power"]

SAFE_BITS = 1100  # a power beyond 2 ** this is no float64; one below 2 ** -this is 0


def exact_power(base: float, exponent: int) -> float | None:
    """Return a base to a whole exponent, as the float64 nearest to it; None if that is none.

    Args:
        base: a finite number, at least 0.
        exponent: the exponent.

    """
    if exponent == 0:
        return 1.0
    if base == 0:
        return 0.0 if exponent > 0 else None
    bits = math.log2(base) * exponent
    if bits > SAFE_BITS:
        return None
    if bits < -SAFE_BITS:
        return 0.0
    above, below = base.as_integer_ratio()
    size = abs(exponent)
    try:
        return float(above**size / below**size if exponent > 0 else below**size / above**size)
    except OverflowError:
        return None
