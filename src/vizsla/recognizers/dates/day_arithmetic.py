"""Count with days: weeks, months, years, the nearest day of a kind, and how TIMEX writes them."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.recognizers.dates.date_values import Span

__all__ = [
    "add_length",
    "add_months",
    "easter",
    "first_of",
    "midnight",
    "month_span",
    "nearest_days",
    "nth_weekday",
    "on_day",
    "week_of_month",
    "week_span",
    "week_timex",
    "year_span",
]

MONTHS, DAYS = 12, 7
THURSDAY = 3
MOST_YEARS = 8  # between two 29ths of February
Nearest = tuple["date | None", "date | None"]


def midnight(day: date) -> datetime:
    """Return a day's first moment."""
    return datetime.combine(day, time())


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    total = day.year * MONTHS + day.month - 1 + months
    year, month = divmod(total, MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def on_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def first_of(day: date, unit: str) -> date:
    """Return the first day of the week, month, quarter or year of a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def week_span(day: date) -> Span:
    """Return the week of a day, from Monday."""
    monday = first_of(day, "week")
    return monday, monday + timedelta(days=DAYS)


def month_span(year: int, month: int, count: int = 1) -> Span:
    """Return some months in a row."""
    first = date(year, month, 1)
    return first, add_months(first, count)


def year_span(year: int, count: int = 1) -> Span:
    """Return some years in a row."""
    return date(year, 1, 1), date(year + count, 1, 1)


def week_timex(day: date) -> str:
    """Return the ISO week of a day: 2016-W45."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def week_of_month(year: int, month: int, count: int) -> date:
    """Return the Monday of a month's nth week, or of its last for -1; its Thursday counts."""
    if count < 0:
        last = month_span(year, month)[1] - timedelta(days=1)
        thursday = last - timedelta(days=(last.weekday() - THURSDAY) % DAYS)
        return thursday - timedelta(days=THURSDAY)
    first = date(year, month, 1)
    thursday = first + timedelta(days=(THURSDAY - first.weekday()) % DAYS)
    return thursday + timedelta(days=DAYS * (count - 1) - THURSDAY)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """Return a month's nth Monday (weekday 0), or its last for -1; None where it has fewer."""
    first, after = month_span(year, month)
    if count < 0:
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % DAYS)
    found = first + timedelta(days=(weekday - first.weekday()) % DAYS + DAYS * (count - 1))
    return found if found < after else None


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, fourth = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * fourth + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def nearest_days(now: datetime, day_of: Callable[[int], date | None]) -> Nearest:
    """Return the nearest day before now and the nearest from now on, of those of each year.

    Args:
        now: the moment; a day begins at its midnight.
        day_of: makes the day of a year.

    """
    past = future = None
    for distance in range(MOST_YEARS + 1):
        for year in {now.year - distance, now.year + distance}:
            day = day_of(year) if date.min.year <= year <= date.max.year else None
            if day is None:
                continue
            if midnight(day) >= now:
                future = min(day, future or day)
            else:
                past = max(day, past or day)
        if past and future:
            break
    return past, future


def add_length(start: datetime, parts: tuple[tuple[float, str], ...], sign: int) -> datetime:
    """Return a moment some length later, or earlier for a sign of -1.

    Raises:
        OverflowError, ValueError: if it is beyond the calendar.

    """
    moment = start
    for amount, unit in parts:
        moment = _add(moment, amount * sign, unit)
    return moment


UNIT_DAYS = {"W": 7.0, "D": 1.0, "WE": 7.0}
UNIT_SECONDS = {"TH": 3600.0, "TM": 60.0, "TS": 1.0}


def _add(moment: datetime, amount: float, unit: str) -> datetime:
    if unit == "BD":
        return _add_workdays(moment, int(amount))
    if unit in UNIT_SECONDS:
        return moment + timedelta(seconds=amount * UNIT_SECONDS[unit])
    if unit in UNIT_DAYS:
        return moment + timedelta(days=amount * UNIT_DAYS[unit])
    months = amount * (MONTHS if unit == "Y" else 1)
    whole = int(months)
    moved = datetime.combine(add_months(moment.date(), whole), moment.time())
    return moved + timedelta(days=round((months - whole) * 30))


def _add_workdays(moment: datetime, count: int) -> datetime:
    step = timedelta(days=1 if count > 0 else -1)
    weeks, left = divmod(abs(count), 5)
    moved = moment + step * DAYS * weeks
    while left:
        moved += step
        left -= moved.weekday() < 5  # noqa: PLR2004 - Monday to Friday
    return moved
