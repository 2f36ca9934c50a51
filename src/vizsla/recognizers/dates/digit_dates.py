"""Dates and times in digits: 2016-11-07, 5/3/18, 22.04., 20161016, 17:49:19, 0730."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["DigitDate", "DigitDates", "DigitTime"]

DATE_MARKS = "/-.\u2013"
MONTHS, DAYS, HOURS, MINUTES = 12, 31, 24, 60
SHORT_YEAR, LONG_YEAR, COMPACT = 2, 4, 8
FIRST_YEAR, FIRST_LIKELY, LAST_YEAR = 1500, 1900, 2099


class DigitDate(NamedTuple):
    """A date in digits; the year None where there is none, with two digits as it stands there."""

    year: int | None
    month: int
    day: int


class DigitTime(NamedTuple):
    """A time in digits: its hour, minute and second, and whether the hour has two digits."""

    hour: int
    minute: int | None
    second: int | None
    padded: bool


class DigitDates:
    """Reads the dates and times in digits of one text.

    Args:
        tokens: the text's tokens.
        order: the order of the language: ``mdy``, ``dmy`` or ``ymd``.

    """

    def __init__(self, tokens: Sequence[TextToken], order: str) -> None:
        self.tokens = tokens
        self.order = order

    @property
    def slots(self) -> dict[str, Callable[[int], list[tuple[int, DigitDate | DigitTime]]]]:
        """The slots by their names."""
        return {
            "ymd": self.whole,
            "md": lambda at: self.short(at, "/"),
            "md_dot": lambda at: self.short(at, "."),
            "md_dash": lambda at: self.short(at, "-"),
            "ym": self.month,
            "hm": lambda at: self.time(at, ":"),
            "hm_dot": lambda at: self.time(at, "."),
            "hhmm": self.run,
        }

    def _parts(self, at: int, marks: str, most: int) -> tuple[int, str, list[str]]:
        """Return digits with one of the marks between them: the end, the mark, the digits."""
        tokens = self.tokens
        parts = [tokens[at].plain]
        end, mark = at + 1, ""
        while (
            len(parts) < most
            and end + 1 < len(tokens)
            and tokens[end].plain in (mark or marks)
            and tokens[end + 1].kind == "digits"
            and not tokens[end + 1].gap
            and not tokens[end].gap
        ):
            mark = tokens[end].plain
            parts.append(tokens[end + 1].plain)
            end += 2
        return end, mark, parts

    def whole(self, at: int) -> list[tuple[int, DigitDate | DigitTime]]:
        """Return a date with its year: 2016-11-07, 5/3/18, 20161016, 2016 10 16."""
        token = self.tokens[at]
        if token.kind != "digits":
            return []
        if len(token.plain) == COMPACT:
            parts = [token.plain[:4], token.plain[4:6], token.plain[6:]]
            found = self._ordered(parts)
            return [(at + 1, found)] if found and FIRST_YEAR <= int(parts[0]) <= LAST_YEAR else []
        end, _, parts = self._parts(at, DATE_MARKS, 3)
        if len(parts) == 1:
            end, parts = self._spaced(at)
        found = self._ordered(parts) if len(parts) == 3 else None  # noqa: PLR2004
        return [(end, found)] if found else []

    def _spaced(self, at: int) -> tuple[int, list[str]]:
        """Return a year, a month and a day with single spaces between them."""
        three = self.tokens[at : at + 3]
        spaced = all(each.kind == "digits" and each.gap for each in three[1:])
        return at + 3, [each.plain for each in three] if spaced else []

    def _ordered(self, parts: list[str]) -> DigitDate | None:
        if any(len(each) > LONG_YEAR for each in parts):
            return None
        first, second, third = (int(each) for each in parts)
        lengths = [len(each) for each in parts]
        if lengths[0] == LONG_YEAR and max(lengths[1:]) <= SHORT_YEAR:
            return _checked(first, second, third) or _checked(first, third, second)
        if max(lengths[:2]) > SHORT_YEAR or lengths[2] not in (SHORT_YEAR, LONG_YEAR):
            return None
        if self.order == "ymd" and lengths[2] == SHORT_YEAR == lengths[0]:
            return _checked(first, second, third)
        month_first, day_first = _checked(third, first, second), _checked(third, second, first)
        return (month_first or day_first) if self.order == "mdy" else (day_first or month_first)

    def short(self, at: int, marks: str) -> list[tuple[int, DigitDate | DigitTime]]:
        """Return a day and a month: 22/04."""
        if self.tokens[at].kind != "digits":
            return []
        end, _, parts = self._parts(at, marks, 2)
        if len(parts) != 2 or max(map(len, parts)) > SHORT_YEAR:  # noqa: PLR2004
            return []
        first, second = (int(each) for each in parts)
        month_first, day_first = _checked(None, first, second), _checked(None, second, first)
        months_lead = self.order in ("mdy", "ymd")
        found = (month_first or day_first) if months_lead else (day_first or month_first)
        return [(end, found)] if found else []

    def month(self, at: int) -> list[tuple[int, DigitDate | DigitTime]]:
        """Return a month of a year: 12-2015, 2015/3."""
        if self.tokens[at].kind != "digits":
            return []
        end, _, parts = self._parts(at, "-/", 2)
        if len(parts) != 2 or sorted(map(len, parts))[1] != LONG_YEAR:  # noqa: PLR2004
            return []
        numbers = sorted(int(each) for each in parts)
        shorter = min(map(len, parts)) <= SHORT_YEAR
        found = _checked(numbers[1], numbers[0], 1) if shorter else None
        return [(end, found)] if found and FIRST_YEAR <= numbers[1] <= LAST_YEAR else []

    def time(self, at: int, mark: str) -> list[tuple[int, DigitDate | DigitTime]]:
        """Return an hour and minutes, with seconds if they are there: 17:49:19."""
        if self.tokens[at].kind != "digits" or len(self.tokens[at].plain) > 2:  # noqa: PLR2004
            return []
        end, _, parts = self._parts(at, mark, 3)
        if len(parts) == 1 or any(len(each) != 2 for each in parts[1:]):  # noqa: PLR2004
            return []
        hour, minute, *rest = (int(each) for each in parts)
        second = rest[0] if rest else None
        if hour > HOURS or minute >= MINUTES or (second or 0) >= MINUTES:
            return []
        return [(end, DigitTime(hour, minute, second, len(parts[0]) > 1 and parts[0][0] == "0"))]

    def run(self, at: int) -> list[tuple[int, DigitDate | DigitTime]]:
        """Return a time of four digits: 0730."""
        digits = self.tokens[at].plain
        if self.tokens[at].kind != "digits" or len(digits) != LONG_YEAR:
            return []
        hour, minute = int(digits[:2]), int(digits[2:])
        if hour >= HOURS or minute >= MINUTES or FIRST_LIKELY <= int(digits) <= LAST_YEAR:
            return []
        return [(at + 1, DigitTime(hour, minute, None, digits[0] == "0"))]


def _checked(year: int | None, month: int, day: int) -> DigitDate | None:
    known = 1 <= month <= MONTHS and 1 <= day <= DAYS
    return DigitDate(year, month, day) if known else None
