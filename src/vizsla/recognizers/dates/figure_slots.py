"""The numbers of dates and times: days, years, hours in digits or words, amounts of units."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vizsla.recognizers.number_finder import NumberFinder

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.recognizers.number_finder import NumberReaders

__all__ = ["FigureSlots", "Found"]

Found = list[tuple[int, float]]
SHORT, YEAR, MOST_DIGITS = 2, 4, 9
FIRST_YEAR, LAST_YEAR = 1500, 2099  # four digits beyond are some other number
FIRST_CENTURY, LAST_CENTURY = 15, 20
HUNDRED, TEN = 100, 10
CURRENCY = "$€£¥₹"


class FigureSlots:
    """Reads the numbers of one text, for the slots of a grammar.

    Args:
        readers: the readers of the text's numbers.

    """

    def __init__(self, readers: NumberReaders) -> None:
        self.tokens = readers.tokens
        self.pack = readers.pack
        self._reader = readers.cardinals
        self._numbers = NumberFinder(readers, attached=True)
        self._amounts: dict[int, Found] = {}
        self._may: dict[int, bool] = {}

    @cached_property
    def slots(self) -> dict[str, Callable[[int], Found]]:
        """The slots by their names."""
        return {
            "dd": self.short,
            "yyyy": self.year,
            "yearwords": self.year_words,
            "int": self.integer,
            "words": self.worded,
            "ord": self.ordinal,
            "amount": self.amount,
        }

    def numeric(self, at: int) -> bool:
        """Return whether a number or an ordinal begins at a token."""
        known = self._may.get(at)
        if known is None:
            token = self.tokens[at]
            known = self._may[at] = (
                token.kind == "digits"
                or (token.kind == "symbol" and token.raw in "½¼¾⅓⅔.")
                or (token.plain in self._letters and self._is_number(at))
                or bool(self.pack.numbers.get("glued") and self._glued(at))
            )
        return known

    def _is_number(self, at: int) -> bool:
        return bool(self.integer(at) or self.ordinal(at) or self.amount(at))

    @cached_property
    def _letters(self) -> frozenset[str]:
        pack = self.pack
        tables = (
            pack.cardinals, pack.ordinals, pack.fractions_alone, pack.words("articles"),
            pack.words("ordinal_before"),
        )  # fmt: skip
        return frozenset(first for table in tables for first in table.first_words())

    def _glued(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word" or token.plain[0] not in self.pack.glued_letters:
            return False
        return bool(self._reader.read(at) or self._reader.read(at, ordinal=True))

    def _digits(self, at: int) -> str:
        """Return the digits at a token that are a number of their own, or nothing."""
        tokens = self.tokens
        token = tokens[at]
        if token.kind != "digits" or len(token.plain) > MOST_DIGITS:
            return ""
        before = tokens[at - 1] if at and not token.gap else None
        if before and before.kind == "symbol":
            pointed = before.plain in ".," and not before.gap and at > 1
            if before.plain in CURRENCY or (pointed and tokens[at - 2].kind == "digits"):
                return ""
        return "" if self._pointed(at + 1) else token.plain

    def _pointed(self, at: int) -> bool:
        """Return whether a decimal part stands at a token."""
        tokens = self.tokens
        return (
            at + 1 < len(tokens)
            and tokens[at].plain in (".", ",")
            and not tokens[at].gap
            and tokens[at + 1].kind == "digits"
            and not tokens[at + 1].gap
        )

    def short(self, at: int) -> Found:
        """Return one or two digits."""
        digits = self._digits(at)
        return [(at + 1, int(digits))] if 0 < len(digits) <= SHORT else []

    def year(self, at: int) -> Found:
        """Return four digits that may be a year."""
        digits = self._digits(at)
        known = len(digits) == YEAR and FIRST_YEAR <= int(digits) <= LAST_YEAR
        return [(at + 1, int(digits))] if known else []

    def integer(self, at: int) -> Found:
        """Return a whole number in digits or words."""
        digits = self._digits(at)
        return [(at + 1, int(digits))] if digits else self.worded(at)

    def worded(self, at: int) -> Found:
        """Return a whole number in words."""
        if self.tokens[at].kind == "digits":
            return []
        read = self._reader.read(at)
        if read is None or read.value != int(read.value):
            return []
        return [(read.end, read.value)]

    def ordinal(self, at: int) -> Found:
        """Return an ordinal: 21st, twenty-first."""
        token, tokens = self.tokens[at], self.tokens
        if digits := self._digits(at):
            follows = tokens[at + 1] if at + 1 < len(tokens) else None
            suffix = follows and not follows.gap and follows.raw.lower() in self._suffixes
            return [(at + 2, int(digits))] if suffix else []
        if token.kind == "digits":
            return []
        before = self.pack.words("ordinal_before").longest(tokens, at)
        if before and before[0] < len(tokens):
            return self.integer(before[0])
        read = self._reader.read(at, ordinal=True)
        return [(read.end, read.value)] if read and read.value == int(read.value) else []

    @property
    def _suffixes(self) -> frozenset[str]:
        return self.pack.ordinal_suffixes

    def year_words(self, at: int) -> Found:
        """Return a year in words: two thousand and four, nineteen eighty-six."""
        found = self.worded(at)
        if not found:
            return []
        end, first = found[0]
        if FIRST_YEAR <= first <= LAST_YEAR:
            return [(end, first)]
        if not FIRST_CENTURY <= first <= LAST_CENTURY or end >= len(self.tokens):
            return []
        rest = self.worded(end)
        if not rest or not TEN <= rest[0][1] < HUNDRED:
            return []
        return [(rest[0][0], first * HUNDRED + rest[0][1])]

    def amount(self, at: int) -> Found:
        """Return a number of units, with a fraction if it has one."""
        found = self._amounts.get(at)
        if found is None:
            found = self._amounts[at] = self._read_amount(at)
        return found

    def _read_amount(self, at: int) -> Found:
        token = self.tokens[at]
        if (
            token.kind == "digits"
            and at
            and not token.gap
            and self.tokens[at - 1].plain in CURRENCY
        ):
            return []
        number = self._numbers.at(at)
        if number is None or number.value < 0:
            return []
        return [(number.end, number.value)]
