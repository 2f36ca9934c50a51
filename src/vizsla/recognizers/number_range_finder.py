"""Find the ranges of numbers in a text: between 20 and 30, at least two, >= 5."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vizsla.recognizers.number_text import number_text
from vizsla.recognizers.ordinal_finder import read_ordinals

if TYPE_CHECKING:
    from vizsla.recognizers.number_finder import NumberFinder

__all__ = ["NumberRangeFinder", "ReadRange"]

OPPOSITE_CLOSED = {"more": "at_least", "less": "at_most"}


@dataclass(frozen=True, slots=True)
class ReadRange:
    """A range of a text.

    Attributes:
        start, end: its first token, and the token after it.
        low, high: its bounds; infinite where it has none.
        low_in, high_in: whether it contains its bounds.

    """

    start: int
    end: int
    low: float = -math.inf
    high: float = math.inf
    low_in: bool = False
    high_in: bool = False

    def interval(self) -> str:
        """Return the range as ``[20,30)``."""
        low = "" if self.low == -math.inf else number_text(self.low)
        high = "" if self.high == math.inf else number_text(self.high)
        return f"{'[' if self.low_in else '('}{low},{high}{']' if self.high_in else ')'}"


class NumberRangeFinder:
    """Reads the ranges of one text.

    Args:
        numbers: the text's numbers.
        closed: whether "between 20 and 30" contains 30.

    """

    def __init__(self, numbers: NumberFinder, *, closed: bool) -> None:
        self.tokens = numbers.tokens
        self.pack = numbers.pack
        self.closed = closed
        self._numbers = {each.start: (each.end, each.value) for each in numbers.found}
        for each in read_ordinals(numbers.reader, relative=False):
            if each.end > self._numbers.get(each.start, (0, 0.0))[0]:
                self._numbers[each.start] = each.end, float(each.offset)

    def found(self) -> list[ReadRange]:
        """Return the ranges, from left to right, none within another."""
        ranges = []
        at = 0
        if not self._numbers:
            return []
        opening = {*self._numbers, *self.pack.comparisons.starts(self.tokens)}
        for name in ("between", "from"):
            opening.update(self.pack.range_words(name).starts(self.tokens))
        while at < len(self.tokens):
            one = self._at(at) if at in opening else None
            if one is not None:
                closing = self.pack.range_words("closing").longest(self.tokens, one.end)
                if closing and one.low != -math.inf and one.high != math.inf:
                    one = replace(one, end=closing[0])
                ranges.append(one)
            at = one.end if one else at + 1
        return ranges

    def _number(self, at: int) -> tuple[int, float] | None:
        """Return the number at a token, after an article that may stand before it."""
        if at in self._numbers:
            return self._numbers[at]
        article = self.pack.range_words("article").longest(self.tokens, at)
        return self._numbers.get(article[0]) if article else None

    def _at(self, at: int) -> ReadRange | None:
        for name, joint in (("between", "between_and"), ("from", "from_to")):
            if opening := self.pack.range_words(name).longest(self.tokens, at):
                pair = self._closed_by(self._pair(opening[0], joint), f"{name}_end")
                if pair is not None:
                    end, low, high, closed = pair
                    return ReadRange(at, end, low, high, low_in=True, high_in=closed)
        if at in self._numbers and self.pack.ranges.get("between_end"):
            pair = self._pair(at, "between_and")
            if pair and (
                end_word := self.pack.range_words("between_end").longest(self.tokens, pair[0])
            ):
                return ReadRange(at, end_word[0], *pair[1:3], low_in=True, high_in=pair[3])
        if at in self._numbers and (pair := self._dashed(at)):
            end, low, high, closed = pair
            return ReadRange(at, end, low, high, low_in=True, high_in=closed)
        first = self._bound(at)
        if first is None:
            return None
        joint_word = self.pack.range_words("joint").longest(self.tokens, first.end)
        follows = (
            joint_word[0] if joint_word else first.end if self.pack.ranges.get("unjoined") else -1
        )
        second = self._bound(follows) if 0 <= follows < len(self.tokens) else None
        return _both(first, second) or first

    def _pair(self, at: int, joint: str) -> tuple[int, float, float, bool] | None:
        low = self._number(at)
        between = self.pack.range_words(joint).longest(self.tokens, low[0]) if low else None
        high = self._number(between[0]) if between else None
        if low is None or high is None or low[1] >= high[1]:
            return None
        inclusive = self.pack.range_words("closed_to").longest(self.tokens, low[0]) is not None
        return high[0], low[1], high[1], self.closed or inclusive

    def _closed_by(
        self, pair: tuple[int, float, float, bool] | None, name: str
    ) -> tuple[int, float, float, bool] | None:
        """Return a pair with the word that closes it, in languages that have one."""
        closing = self.pack.range_words(name).longest(self.tokens, pair[0]) if pair else None
        return (closing[0], *pair[1:]) if pair and closing else pair

    def _dashed(self, at: int) -> tuple[int, float, float, bool] | None:
        """Return 10-20, which no other dash or slash stands beside."""
        tokens = self.tokens
        pair = self._pair(at, "dash")
        if pair is None:
            return None
        end = pair[0]
        before = tokens[at - 1] if at and not tokens[at].gap else None
        after = tokens[end] if end < len(tokens) and not tokens[end].gap else None
        if (before and before.plain in "+-/.:") or (after and after.plain in "-/:"):
            return None
        if tokens[end - 1].plain.startswith("0") and len(tokens[end - 1].plain) > 1:
            return None
        return pair

    def _bound(self, at: int) -> ReadRange | None:
        """Return a range of one bound: more than 20, 20 or more."""
        tokens, pack = self.tokens, self.pack
        found = pack.comparisons.longest(tokens, at)
        if found is not None and not self._part_of_sign(at):
            end, name = found
            number = self._number(end)
            if number is not None and tokens[number[0] - 1].end > tokens[at].start:
                return self._finished(at, name, *number)
        if at in self._numbers:
            end, value = self._numbers[at]
            if after := self._after(end):
                return _one(at, after[0], after[1], value)
        return None

    def _finished(self, at: int, name: str, end: int, value: float) -> ReadRange:
        if name == "equal" and (after := self._after(end)):
            return _one(at, after[0], after[1], value)
        if name in OPPOSITE_CLOSED:
            closing = self.pack.range_words("or_equal_after").longest(self.tokens, end)
            if closing and self._number(closing[0]) is None:
                return _one(at, closing[0], OPPOSITE_CLOSED[name], value)
        return _one(at, end, name, value)

    def _after(self, end: int) -> tuple[int, str] | None:
        """Return the end and the name of "or more" where no number follows it."""
        for stop, name in self.pack.comparisons_after.all_at(self.tokens, end):
            if self._number(stop) is None or self.pack.ranges.get("unjoined"):
                return stop, name
            return None
        return None

    def _part_of_sign(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            token.kind == "symbol"
            and at > 0
            and not token.gap
            and self.tokens[at - 1].plain in "<>="
        )


def _one(start: int, end: int, name: str, value: float) -> ReadRange:
    plain = ReadRange(start, end)
    if name in ("more", "at_least"):
        return replace(plain, low=value, low_in=name == "at_least")
    if name in ("less", "at_most"):
        return replace(plain, high=value, high_in=name == "at_most")
    return replace(plain, low=value, high=value, low_in=True, high_in=True)


def _both(first: ReadRange, second: ReadRange | None) -> ReadRange | None:
    """Return what is in two ranges, if one bounds it below and the other above."""
    if second is None:
        return None
    for low, high in ((first, second), (second, first)):
        if low.high == math.inf and high.low == -math.inf and low.low < high.high:
            return ReadRange(first.start, second.end, low.low, high.high, low.low_in, high.high_in)
    return None
