"""Places in a text, as others count them: in UTF-16 code units, or in text elements."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CODE_POINTS", "TEXT_ELEMENTS", "UTF_16", "TextPlaces"]

UTF_16, CODE_POINTS, TEXT_ELEMENTS = "Utf16CodeUnit", "UnicodeCodePoint", "TextElements_v8"
LAST_OF_ONE_UNIT = 0xFFFF
JOINERS = "\u200c\u200d"
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
LEADING, VOWELS, TRAILING = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
SYLLABLES, OF_A_VOWEL = range(0xAC00, 0xD7A4), 28  # each 28th syllable ends in a vowel


class TextPlaces:
    """Turns places in code points, as Python counts them, into places of another count.

    Args:
        text: the text.
        unit: ``UTF_16`` for code units, ``CODE_POINTS``, or ``TEXT_ELEMENTS`` for the characters
            that a reader sees, as Unicode 8.0 tells them apart (UAX #29): combining marks and
            joiners belong to the character before them, and what is joined counts for itself.

    """

    def __init__(self, text: str, unit: str) -> None:
        self._starts: Sequence[int] = range(len(text) + 1)
        if unit == UTF_16:
            lengths = (1 + (ord(each) > LAST_OF_ONE_UNIT) for each in text)
            self._starts = list(accumulate(lengths, initial=0))
        elif unit == TEXT_ELEMENTS:
            self._starts = _element_starts(text)

    def start(self, place: int) -> int:
        """Return a place, counted in the unit; one within an element is that of the element."""
        return self._starts[place]

    def length(self, start: int, end: int) -> int:
        """Return the number of units between a place and a later one; each part of one counts."""
        within = self._starts[end] == self._starts[end - 1]  # it ends within a text element
        return self._starts[end] - self._starts[start] + within

    def place(self, units: int) -> int | None:
        """Return the place in code points of a number of units; None where none is there."""
        for place, start in enumerate(self._starts):
            if start == units:
                return place
        return None


def _element_starts(text: str) -> list[int]:
    """Return of each place, and of the end, the number of text elements that end before it."""
    starts = []
    count = -1
    before = ""
    for each in text:
        count += not (before and _belongs(before, each))
        starts.append(count)
        before = each
    return [*starts, count + 1]


def _belongs(before: str, character: str) -> bool:
    """Return whether a character belongs to the text element of the one before it."""
    if before == "\r" and character == "\n":
        return True
    if unicodedata.category(before) in {"Cc", "Zl", "Zp"}:
        return False
    if unicodedata.category(character)[0] == "M" or character in JOINERS:
        return True
    first, second = ord(before), ord(character)
    return (first in FLAG_LETTERS and second in FLAG_LETTERS) or _in_syllable(first, second)


def _in_syllable(first: int, second: int) -> bool:
    """Return whether two parts of Korean letters stand in one syllable."""
    if first in LEADING:
        return second in LEADING or second in VOWELS or second in SYLLABLES
    open_syllable = first in SYLLABLES and (first - SYLLABLES.start) % OF_A_VOWEL == 0
    if first in VOWELS or open_syllable:
        return second in VOWELS or second in TRAILING
    return (first in TRAILING or first in SYLLABLES) and second in TRAILING
