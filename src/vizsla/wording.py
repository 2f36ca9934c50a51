"""Format numbers, counts and lists for sentences that people read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "between",
    "counted",
    "data_size",
    "duration",
    "listed",
    "listed_plainly",
    "number",
    "percent",
    "printable",
    "signed_points",
    "threshold_text",
]

NAMED = 3  # names of a longer list that are written out
NOTHING = "—"


def percent(share: float | None, digits: int | None = None) -> str:
    """Return a share, 0 to 1, as a percentage: ``91 %``, ``99.5 %``.

    Args:
        share: the share; None is written as ``—``.
        digits: the number of decimals; by default one where the share lies so close to 0 or 1 that
            rounding would make it all or nothing, else none.

    """
    if share is None or math.isnan(share):
        return NOTHING
    if digits is None:
        digits = 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0  # noqa: PLR2004 - see above
        if digits and round(share * 100, 1) in {0.0, 100.0}:
            return "< 0.1 %" if share < 0.5 else "> 99.9 %"  # noqa: PLR2004
    return f"{share * 100:.{digits}f} %"


def between(low: float, high: float) -> str:
    """Return an interval of shares, rounded outwards: ``between 84 % and 95 %``."""
    down, up = math.floor(low * 100 + 1e-9), math.ceil(high * 100 - 1e-9)
    return f"between {down} % and {up} %"


def signed_points(difference: float) -> str:
    """Return a difference of shares, -1 to 1, in percentage points with its sign: ``+2.5``."""
    text = f"{difference * 100:+.1f}"
    return "0" if text in {"+0.0", "-0.0"} else text


def threshold_text(score: float) -> str:
    """Return a threshold with two decimals, or three where it has them: ``0.90``, ``0.975``."""
    text = f"{score:.3f}"
    return text.removesuffix("0")


def number(value: float | None) -> str:
    """Return a number with separators and at most three significant decimals; None is ``—``."""
    if value is None or math.isnan(value):
        return NOTHING
    if float(value).is_integer() or abs(value) >= 100:  # noqa: PLR2004 - three figures suffice
        return f"{value:,.0f}"
    return f"{value:.3g}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: ``1 image``, ``1,200 images``.

    Args:
        count: the number of things.
        one: the words behind a count of one: ``image is``.
        many: the words behind any other count: ``images are``; by default ``one`` with an ``s``.

    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Return quoted names in a sentence, the first few: ``'cherry', 'oak' and 3 others``."""
    left = len(names) - most
    others = [counted(left, "other")] if left > 0 else []
    return _joined([*map(repr, names[:most]), *others])


def listed_plainly(names: Sequence[str], most: int) -> str:
    """Return names in a sentence, the first few: ``train, valid and 2 more``; "" for none."""
    left = len(names) - most
    return _joined([*names[:most], *([f"{left} more"] if left > 0 else [])])


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def printable(name: str) -> str:
    """Return a name as valid Unicode, which the name of a file on disk need not be."""
    return name.encode("utf-8", "backslashreplace").decode()


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
