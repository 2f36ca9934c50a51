"""Numbers and lists in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["between", "counted", "data_size", "duration", "listed", "points", "share"]

NAMED = 3  # of a longer list, so many are named


def share(value: float, digits: int = 0) -> str:
    """Return a share, 0 to 1, as a percentage with so many digits behind the point: ``95 %``."""
    return f"{value * 100:.{digits}f} %"


def between(low: float, high: float) -> str:
    """Return an interval of shares, rounded outwards: ``between 84 % and 95 %``."""
    down, up = math.floor(low * 100 + 1e-9), math.ceil(high * 100 - 1e-9)
    return f"between {down} % and {up} %"


def points(difference: float) -> str:
    """Return a difference of shares, -1 to 1, in percentage points with its sign: ``+2.5``."""
    text = f"{difference * 100:+.1f}"
    return "0" if text in {"+0.0", "-0.0"} else text


def counted(count: int, what: str) -> str:
    """Return a count with its noun: ``1 picture``, ``1,200 pictures``."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Return names in a sentence, the first few: ``'cherry', 'oak' and 3 others``."""
    quoted = [repr(each) for each in names[:NAMED]]
    left = len(names) - len(quoted)
    if left:
        quoted.append(f"{left} other{'' if left == 1 else 's'}")
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def duration(seconds: float) -> str:
    """Return a time with three figures at most: ``4.2 ms``, ``1.5 s``."""
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms" if seconds < 0.9995 else "1 s"  # noqa: PLR2004 - rounds to it
    return f"{seconds:.3g} s"


def data_size(count: int) -> str:
    """Return a number of bytes in decimal units: ``5.3 MB``."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return counted(count, "byte")
