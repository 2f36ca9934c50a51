"""When the holidays are: of a fixed day, of the nth weekday of a month, or counted from Easter."""

from __future__ import annotations

from datetime import date, timedelta

from vizsla.recognizers.dates.day_arithmetic import easter, nth_weekday, on_day
from vizsla.recognizers.language_pack import shared_table

__all__ = ["holiday_day", "holiday_timex"]

FIRST_YEAR, LAST_YEAR = 1, 9998


def _rule(name: str) -> list[int | str]:
    rule: list[int | str] = shared_table("calendar/holidays")["holidays"][name]
    return rule


def holiday_day(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year.

    Args:
        name: a key of ``contract/text/calendar/holidays.json``, where a rule is ``["fixed", month,
            day]``, ``["weekday", month, weekday, count, days after]`` (Monday is 1, the last one
            has the count -1) or ``["easter", days after]``; ``advent``
            counts from its first Sunday.
        year: 1 to 9998.

    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    kind, *figures = _rule(name)
    numbers = [int(each) for each in figures]
    if kind == "fixed":
        return on_day(year, *numbers)
    if kind == "easter":
        return easter(year) + timedelta(days=numbers[0])
    if kind == "advent":
        christmas = date(year, 12, 25)
        return christmas - timedelta(days=christmas.isoweekday() + 21 - numbers[0])
    month, weekday, count, after = numbers
    found = nth_weekday(year, month, weekday - 1, count)
    return found + timedelta(days=after) if found else None


def holiday_timex(name: str, year: int) -> str:
    """Return a holiday of no certain year; one that moves by Easter as it is in a year."""
    kind, *figures = _rule(name)
    if kind == "weekday" and not figures[3]:
        month, weekday, count = figures[:3]
        return f"XXXX-{month:02}-WXX-{weekday}-{count if int(count) > 0 else 4}"
    day = holiday_day(name, year)
    return f"XXXX-{day:%m-%d}" if day else "XXXX"
