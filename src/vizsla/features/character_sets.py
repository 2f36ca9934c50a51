"""Sets of characters, as ranges of code points."""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["CharacterSet", "category", "in_ranges"]

LAST = sys.maxunicode
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def in_ranges(ranges: Sequence[int], code: int) -> bool:
    """Return whether a code point is in ranges: their first and last ones in turn, ascending."""
    place = bisect_right(ranges, code)
    return place % 2 == 1 or (place > 0 and ranges[place - 1] == code)


class CharacterSet:
    """A set of characters.

    Args:
        ranges: pairs of a first and a last code point, in any order.

    Attributes:
        flat: the first and last code points of its ranges, in turn, ascending.

    """

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if self._ranges and first <= self._ranges[-1][1] + 1:
                before, end = self._ranges[-1]
                self._ranges[-1] = (before, max(end, last))
            else:
                self._ranges.append((first, last))
        self.flat = tuple(each for pair in self._ranges for each in pair)

    @classmethod
    def of(cls, characters: str) -> CharacterSet:
        """Return the set of some characters."""
        return cls((ord(each), ord(each)) for each in characters)

    def __or__(self, other: CharacterSet) -> CharacterSet:
        """Return what is in one of two sets."""
        return CharacterSet([*self._ranges, *other._ranges])

    def __invert__(self) -> CharacterSet:
        """Return all other characters."""
        edges = [-1]
        for first, last in self._ranges:
            edges += [first, last]
        edges.append(LAST + 1)
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return CharacterSet((a + 1, b - 1) for a, b in pairs if a + 1 <= b - 1)

    def in_any_case(self) -> CharacterSet:
        """Return the set with the upper and lower case of each of its letters."""
        found = []
        for one, other in _pairs_of_cases():
            if one in self:
                found.append((other, other))
            elif other in self:
                found.append((one, one))
        return CharacterSet([*self._ranges, *found])

    def __contains__(self, code: int) -> bool:
        """Return whether a code point is in the set."""
        return in_ranges(self.flat, code)


@lru_cache(maxsize=64)
def category(names: str) -> CharacterSet | None:
    """Return the characters of Unicode's categories, such as ``"Lu"`` or ``"L Nd"``, or None."""
    if names == "space":
        return CharacterSet.of(SPACES)
    wanted = tuple(names.split())
    codes = [code for code in range(LAST + 1) if unicodedata.category(chr(code)).startswith(wanted)]
    return CharacterSet((code, code) for code in codes) if codes else None


@lru_cache(maxsize=1)
def _pairs_of_cases() -> tuple[tuple[int, int], ...]:
    """Return each pair of letters that differ in their case alone."""
    pairs = set()
    for code in range(LAST + 1):
        letter = chr(code)
        for other in (letter.lower(), letter.upper()):
            if other != letter and len(other) == 1:
                pairs.add((min(code, ord(other)), max(code, ord(other))))
    return tuple(sorted(pairs))
