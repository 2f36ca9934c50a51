"""Days: of the calendar, of the week, of a month, some days from another, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import Bounded, Days, Length, Times, span_of
from vizsla.recognizers.dates.day_arithmetic import (
    add_length,
    add_months,
    first_of,
    midnight,
    nearest_days,
    nth_weekday,
    on_day,
    week_span,
)
from vizsla.recognizers.dates.digit_dates import DigitDate
from vizsla.recognizers.dates.holiday_rules import holiday_day, holiday_timex
from vizsla.recognizers.dates.length_timex import length_timex

if TYPE_CHECKING:
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["DAY_ACTIONS", "certain_day", "day_of_calendar", "full_years"]

DAYS, MOST_DAYS, MONTHS = 7, 31, 12
HUNDRED, OLD_YEARS, NEW_YEARS = 100, 40, 30
MOST_MONTHS = 60  # to the next Friday the 31st


def certain_day(day: date) -> Days:
    """Return a day without doubt."""
    span = span_of(day)
    return Days(day.isoformat(), span, span, year=day.year, month=day.month, day=day.day)


def full_years(year: int) -> list[int]:
    """Return the years that a year of two digits may be: 2018, 1987, or 1935 and 2035."""
    if year >= HUNDRED:
        return [year]
    if year < NEW_YEARS:
        return [2000 + year]
    return [1900 + year] if year >= OLD_YEARS else [1900 + year, 2000 + year]


def day_of_calendar(
    ref: Reference, year: int | None, month: int, day: int, rel: int | None = None
) -> Days | None:
    """Return a day of a month, of a year or of the nearest ones."""
    if not (1 <= month <= MONTHS and 1 <= day <= MOST_DAYS):
        return None
    tail = f"{month:02}-{day:02}"
    if year is None:
        past, future = nearest_days(ref.now, lambda each: on_day(each, month, day))
        if rel is not None:
            chosen = on_day(ref.today.year + rel, month, day)
            past = future = chosen
        years, start = [past, future], "XXXX"
    else:
        known = full_years(year)
        years = [on_day(each, month, day) for each in known]
        start = f"{known[0]:04}" if len(known) == 1 else f"XX{year:02}"
    spans = [span_of(each) if each else None for each in years]
    return Days(f"{start}-{tail}", spans[0], spans[-1], "day", year, month, day, said=True)


def _calendar_day(ref: Reference, parts: PhraseParts) -> Days | None:
    digits = parts.get("ymd", DigitDate) or parts.get("md", DigitDate)
    rel = parts.number("rel")
    if digits:
        written = parts.number("year") if digits.year is None else digits.year
        return day_of_calendar(ref, written, digits.month, digits.day, rel)
    year = parts.number("year")
    return day_of_calendar(ref, year, parts.count("month"), parts.count("day"), rel)


def _lunar_day(ref: Reference, parts: PhraseParts) -> Days | None:
    """A day of the Chinese calendar, by the figures that it has there, as the reference does."""
    day = _calendar_day(ref, parts)
    return replace(day, lunar=True) if day else None


def _calendar_day_of(ref: Reference, parts: PhraseParts) -> Days | None:
    """A day of a month of this year, the next or the last."""
    year = parts.need("period", Days).year
    return day_of_calendar(ref, year, parts.count("month"), parts.count("day"))


def _day_offset(ref: Reference, parts: PhraseParts, days: str) -> Days:
    del parts
    return certain_day(ref.today + timedelta(days=int(days)))


def _weekday(ref: Reference, parts: PhraseParts) -> Days:
    weekday = parts.count("weekday")
    this = first_of(ref.today, "week") + timedelta(days=weekday - 1)
    week = timedelta(days=DAYS)
    future = this + week if this < ref.today else this
    past = this - week if this >= ref.today else this
    return Days(f"XXXX-WXX-{weekday}", span_of(past), span_of(future), weekday=weekday)


def _weekday_in_week(ref: Reference, parts: PhraseParts, offset: str = "") -> Days | None:
    """A weekday of this week, the next, the last, or one that the text names."""
    week = parts.get("week", Days)
    if week and not (week.definite and week.grain == "week" and week.future):
        return None
    start = week.future[0] if week and week.future else first_of(ref.today, "week")
    weeks = int(offset) if offset else 0 if week else parts.count("rel")
    return certain_day(start + timedelta(days=weeks * DAYS + parts.count("weekday") - 1))


def _near_weekday(ref: Reference, parts: PhraseParts, side: str) -> Days:
    """The next or the last such weekday, not today."""
    distance = (parts.count("weekday") - 1 - ref.today.weekday()) % DAYS
    days = (distance or DAYS) if side == "after" else -((-distance) % DAYS or DAYS)
    return certain_day(ref.today + timedelta(days=days))


def _months_around(ref: Reference, day: int, *, step: int, weekday: int | None) -> date | None:
    """Return the nearest day with a number, from the month of the reference on."""
    first = ref.today.replace(day=1)
    for count in range(MOST_MONTHS):
        month = add_months(first, step * count)
        found = on_day(month.year, month.month, day)
        if found is None or (weekday and found.isoweekday() != weekday):
            continue
        if (midnight(found) >= ref.now) == (step > 0):
            return found
    return None


def _day_of_month(ref: Reference, parts: PhraseParts) -> Days | None:
    day = parts.count("day")
    if not 1 <= day <= MOST_DAYS:
        return None
    month = parts.get("month", Days)
    if month is not None:
        if month.month is None or month.grain != "month":
            return None
        return day_of_calendar(ref, month.year, month.month, day)
    past = _months_around(ref, day, step=-1, weekday=None)
    future = _months_around(ref, day, step=1, weekday=None)
    if past is None or future is None:
        return None
    return Days(f"XXXX-XX-{day:02}", span_of(past), span_of(future), day=day)


def _weekday_and_day(ref: Reference, parts: PhraseParts, sure: str = "") -> Days | None:
    """Monday 21, and with "the" that of this month."""
    day, weekday = parts.count("day"), parts.count("weekday")
    here = on_day(ref.today.year, ref.today.month, day)
    fits = here is not None and here.isoweekday() == weekday
    if here and fits and (sure or here == ref.today):
        return certain_day(here)
    past = _months_around(ref, day, step=-1, weekday=weekday)
    future = _months_around(ref, day, step=1, weekday=weekday)
    if past is None or future is None:
        return None
    return Days(f"XXXX-WXX-{weekday}", span_of(past), span_of(future), weekday=weekday, day=day)


def _nth_weekday(ref: Reference, parts: PhraseParts) -> Days | None:
    """The first Monday of a month."""
    count, weekday = parts.count("nth"), parts.count("weekday")
    period = parts.need("period", Days)
    month = period.month
    if month is None or period.grain != "month":
        return None
    year = f"{period.year:04}" if period.year and period.said else "XXXX"
    timex = f"{year}-{month:02}-WXX-{weekday}-#{count if count > 0 else 5}"
    if period.year:
        past = future = nth_weekday(period.year, month, weekday - 1, count)
    else:
        past, future = nearest_days(ref.now, lambda y: nth_weekday(y, month, weekday - 1, count))
    if past is None or future is None:
        return None
    return Days(timex, span_of(past), span_of(future), weekday=weekday)


def _base_moment(ref: Reference, parts: PhraseParts) -> tuple[datetime, bool] | None:
    """Return from when a phrase counts, and whether from a day."""
    base = parts.get("date", Days)
    if base is None:
        return ref.now, False
    return (midnight(base.future[0]), True) if base.future else None


def _shifted(ref: Reference, parts: PhraseParts, direction: str) -> PartValue | None:
    """Some days before or after another; in some minutes; some weeks from now on Monday."""
    length = parts.need("length", Length)
    base = _base_moment(ref, parts)
    if base is None or (base[1] and length.timed):
        return None
    moved = add_length(base[0], length.parts, 1 if direction == "after" else -1)
    if length.timed:
        return Times.at(moved.isoformat(timespec="seconds"), moved)
    day = moved.date()
    if weekday := parts.number("weekday"):
        week = week_span(day)[0]
        later = length.parts[0][1] in ("M", "Y") and day.isoweekday() > weekday
        day = week + timedelta(days=weekday - 1 + (DAYS if later else 0))
    bound = parts.text("bound")
    if bound == "less":
        ends = sorted((base[0].date(), day))
        timex = f"({ends[0]},{ends[1]},{length_timex(length.parts)})"
        return Days(timex, (ends[0], ends[1]), (ends[0], ends[1]), "days")
    return Bounded(certain_day(day), direction, sourced=False) if bound else certain_day(day)


def _holiday(ref: Reference, parts: PhraseParts) -> Days | None:
    name = parts.text("holiday")
    year, rel = parts.number("year"), parts.number("rel")
    period = parts.get("period", Days)
    if period is not None:
        year = period.year
    if year is not None:
        day = holiday_day(name, full_years(year)[0])
        return certain_day(day) if day else None
    past, future = nearest_days(ref.now, lambda each: holiday_day(name, each))
    if rel == 0:
        day = holiday_day(name, ref.today.year)
        return certain_day(day) if day else None
    if rel is not None:
        day = future if rel > 0 else past
        return certain_day(day) if day else None
    if past is None or future is None:
        return None
    timex = holiday_timex(name, ref.today.year)
    return Days(timex, span_of(past), span_of(future), month=past.month, day=past.day)


DAY_ACTIONS: dict[str, Action] = {
    "calendar_day": _calendar_day,
    "calendar_day_of": _calendar_day_of,
    "lunar_day": _lunar_day,
    "day_offset": _day_offset,
    "weekday": _weekday,
    "weekday_in_week": _weekday_in_week,
    "near_weekday": _near_weekday,
    "day_of_month": _day_of_month,
    "weekday_and_day": _weekday_and_day,
    "nth_weekday": _nth_weekday,
    "shifted": _shifted,
    "holiday": _holiday,
}
