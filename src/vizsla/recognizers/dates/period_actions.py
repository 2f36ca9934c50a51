"""Periods by their names: months, years, quarters, decades, centuries, seasons, this week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import Days, Length, Times, span_of
from vizsla.recognizers.dates.day_actions import full_years
from vizsla.recognizers.dates.day_arithmetic import (
    add_length,
    add_months,
    first_of,
    month_span,
    nearest_days,
    on_day,
    week_span,
    week_timex,
    year_span,
)
from vizsla.recognizers.dates.digit_dates import DigitDate
from vizsla.recognizers.dates.length_timex import length_timex

if TYPE_CHECKING:
    from vizsla.recognizers.dates.date_values import Span
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["PERIOD_ACTIONS", "certain_days", "month_days", "year_days"]

MONTHS, DAYS, DECADE, CENTURY = 12, 7, 10, 100
CALENDAR_UNITS = {"Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100)}
SATURDAY = 5


def certain_days(timex: str, span: Span, grain: str = "days", year: int | None = None) -> Days:
    """Return days in a row without doubt."""
    return Days(timex, span, span, grain, year)


def month_days(ref: Reference, year: int | None, month: int, *, said: bool = True) -> Days:
    """Return a month of a year, or of the nearest years."""
    if year is not None:
        span = month_span(year, month)
        return Days(f"{year:04}-{month:02}", span, span, "month", year, month, said=said)
    this = first_of(ref.today, "month")
    past, future = nearest_days(
        datetime.combine(this, datetime.min.time()), lambda each: on_day(each, month, 1)
    )
    spans = [month_span(each.year, month) if each else None for each in (past, future)]
    return Days(f"XXXX-{month:02}", spans[0], spans[1], "month", None, month, said=True)


def year_days(year: int, *, said: bool = True) -> Days:
    """Return a year."""
    span = year_span(year)
    return Days(f"{year:04}", span, span, "year", year, said=said)


def _month(ref: Reference, parts: PhraseParts) -> Days | None:
    year, rel = parts.number("year"), parts.number("rel")
    period = parts.get("period", Days)
    if digits := parts.get("ym", DigitDate):
        return month_days(ref, digits.year, digits.month)
    month = parts.count("month")
    if not 1 <= month <= MONTHS:
        return None
    if period is not None:
        year = period.year
    elif year is not None:
        year = full_years(year)[0]
    elif rel is not None:
        year = ref.today.year + rel
    return month_days(ref, year, month)


def _year(ref: Reference, parts: PhraseParts) -> Days:
    del ref
    return year_days(full_years(parts.count("year"))[0])


def _relative(ref: Reference, parts: PhraseParts, offset: str = "") -> PartValue | None:
    """This, the next, the last unit; the one after next for an offset of 2."""
    count = int(offset) if offset else parts.count("rel")
    return _relative_unit(ref, parts.text("unit"), count)


def _relative_fixed(ref: Reference, parts: PhraseParts, unit: str) -> PartValue | None:
    """A word that means this, the next or the last unit."""
    return _relative_unit(ref, unit, parts.count("rel"))


def _relative_unit(ref: Reference, unit: str, count: int) -> PartValue | None:
    if unit in CALENDAR_UNITS:
        start = add_months(_unit_start(ref.today, unit), _unit_months(unit) * count)
        return _row_of_units(start, unit, 1)
    if unit.startswith("T"):
        return _from_now(ref, Length(((1.0, unit),)), count) if count else None
    return _relative_days(ref, unit, count)


def _relative_days(ref: Reference, unit: str, count: int) -> Days | None:
    today = ref.today
    week = first_of(today, "week") + timedelta(days=DAYS * count * (2 if unit == "2W" else 1))
    day = today + timedelta(days=count)
    month = add_months(today, count) if unit == "M" else today
    saturday = week + timedelta(days=SATURDAY)
    weekend = saturday, saturday + timedelta(days=2)
    return {
        "W": certain_days(week_timex(week), week_span(week), "week"),
        "2W": certain_days(week_timex(week), week_span(week), "week"),
        "WE": certain_days(f"{week_timex(week)}-WE", weekend, "weekend"),
        "M": month_days(ref, month.year, month.month, said=False),
        "Y": year_days(today.year + count if unit == "Y" else today.year, said=False),
        "D": certain_days(day.isoformat(), span_of(day), "day"),
    }.get(unit)


def _unit_start(day: date, unit: str) -> date:
    if unit == "Q":
        return first_of(day, "quarter")
    years = CALENDAR_UNITS[unit][1]
    return date(day.year // years * years, 1, 1)


def _unit_months(unit: str) -> int:
    base, count = CALENDAR_UNITS[unit]
    return count * (MONTHS if base == "Y" else 1)


def _row_of_units(start: date, unit: str, count: int) -> Days:
    """Return some quarters, decades or centuries from a day on."""
    base, size = CALENDAR_UNITS[unit]
    end = add_months(start, _unit_months(unit) * count)
    timex = f"({start},{end},P{size * count}{base})"
    return certain_days(timex, (start, end), "quarter" if base == "M" else "year")


def _relative_length(ref: Reference, parts: PhraseParts, side: str = "") -> PartValue | None:
    """The next three weeks, from tomorrow on; the last three, until today."""
    length = parts.need("length", Length)
    if rest := parts.get("rest", Length):
        length = Length(length.parts + rest.parts)
    sign = {"after": 1, "before": -1}.get(side) or parts.count("rel")
    return _from_now(ref, length, sign) if sign else None


def _relative_units(ref: Reference, parts: PhraseParts, side: str = "") -> PartValue | None:
    """The last two quarters: whole ones, before this one."""
    unit, count = parts.text("unit"), parts.count("count")
    sign = {"after": 1, "before": -1}.get(side) or parts.count("rel")
    if unit not in CALENDAR_UNITS or not sign or count < 1:
        return None
    this = _unit_start(ref.today, unit)
    months = _unit_months(unit)
    start = add_months(this, months if sign > 0 else -months * count)
    return _row_of_units(start, unit, count)


def _from_now(ref: Reference, length: Length, sign: int) -> PartValue | None:
    written = length_timex(length.parts)
    if length.timed:
        moments = sorted((ref.now, add_length(ref.now, length.parts, 1 if sign > 0 else -1)))
        texts = [each.isoformat(timespec="seconds") for each in moments]
        return Times.at(f"({texts[0]},{texts[1]},{written})", *moments)
    start = ref.now + timedelta(days=1 if sign > 0 else 0)
    ends = sorted((start.date(), add_length(start, length.parts, 1 if sign > 0 else -1).date()))
    return certain_days(f"({ends[0]},{ends[1]},{written})", (ends[0], ends[1]))


def _relative_counted(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """The 5 past minutes, 3 next weeks."""
    amount = parts.get("amount", float) or parts.number("amount")
    sign, unit = parts.count("rel"), parts.text("unit")
    if not amount or not sign or unit in CALENDAR_UNITS:
        return None
    return _from_now(ref, Length(((float(amount), unit),)), sign)


def _within(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """Within five minutes, within two days: from now on."""
    length = parts.get("length", Length)
    if length is None:
        first, rest = parts.need("first", Length), parts.need("rest", Length)
        length = Length(first.parts + rest.parts)
    if length.timed:
        return _from_now(ref, length, 1)
    end = add_length(ref.now, length.parts, 1).date()
    timex = f"({ref.today},{end},{length_timex(length.parts)})"
    return certain_days(timex, (ref.today, end))


def _part_of_year(ref: Reference, parts: PhraseParts, months: str) -> Days | None:
    """A quarter or a half of a year: 3 or 6 months."""
    size, count = int(months), parts.count("nth")
    period = parts.get("period", Days)
    if count < 0:
        count += MONTHS // size + 1
    if not 1 <= count <= MONTHS // size:
        return None
    first = (count - 1) * size + 1
    year = period.year if period and period.grain == "year" else None
    if period and year is None:
        return None
    if year is None and (digits := parts.number("year")) is not None:
        year = full_years(digits)[0]
    if year is None and "rel" in parts:
        year = ref.today.year + parts.count("rel")
    if year is not None:
        span = month_span(year, first, size)
        return certain_days(f"({span[0]},{span[1]},P{size}M)", span, "quarter", year=year)
    past, future = nearest_days(ref.now, lambda each: on_day(each, first, 1))
    if past is None or future is None:
        return None
    spans = month_span(past.year, first, size), month_span(future.year, first, size)
    timex = f"(XXXX-{first:02}-01,XXXX-{spans[0][1]:%m-%d},P{size}M)"
    return Days(timex, spans[0], spans[1], "quarter")


def _decade(ref: Reference, parts: PhraseParts) -> Days | None:
    """The 1990s, or the 90s of a century that is not said."""
    del ref
    year = parts.count("decade")
    if year % DECADE:
        return None
    if year >= CENTURY:
        span = year_span(year, DECADE)
        return certain_days(f"({span[0]},{span[1]},P10Y)", span, "year")
    past, future = year_span(1900 + year, DECADE), year_span(2000 + year, DECADE)
    end = (year + DECADE) % CENTURY
    return Days(f"(XX{year:02}-01-01,XX{end:02}-01-01,P10Y)", past, future, "year")


def _decade_of_century(ref: Reference, parts: PhraseParts) -> Days | None:
    """The seventies of the nineteenth century."""
    del ref
    decade = parts.count("decade")
    if decade % DECADE or decade >= CENTURY:
        return None
    span = year_span((parts.count("nth") - 1) * CENTURY + decade, DECADE)
    return certain_days(f"({span[0]},{span[1]},P10Y)", span, "year")


def _relative_weekend(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """This weekend, the next, the last."""
    return _relative_unit(ref, "WE", parts.count("rel"))


def _half_of_period(ref: Reference, parts: PhraseParts) -> Days | None:
    """The first or the second half of this week."""
    start, end = week_span(ref.today)
    middle = start + timedelta(days=3)
    span = (start, middle) if parts.count("nth") == 1 else (middle, end)
    return certain_days(f"({span[0]},{span[1]},P{(span[1] - span[0]).days}D)", span)


def _era_year(ref: Reference, parts: PhraseParts) -> float:
    """A year of a reign: the first is the one after the base."""
    del ref
    return float(parts.count("base") + (parts.number("year") or 1))


def _century(ref: Reference, parts: PhraseParts) -> Days | None:
    del ref
    start = (parts.count("nth") - 1) * CENTURY
    if start < 1:
        return None
    span = year_span(start, CENTURY)
    return certain_days(f"({span[0]},{span[1]},P100Y)", span, "year")


def _season(ref: Reference, parts: PhraseParts) -> Days:
    season, year, rel = parts.text("season"), parts.number("year"), parts.number("rel")
    period = parts.get("period", Days)
    if period is not None:
        year = period.year
    if year is None and rel is not None:
        year = ref.today.year + rel
    return Days(f"{full_years(year)[0]:04}-{season}" if year else season, None, None, "season")


def _special_year(ref: Reference, parts: PhraseParts, code: str) -> Days:
    """A fiscal year or a school year: when they begin is not known."""
    year, rel = parts.number("year"), parts.number("rel")
    if year is not None:
        return Days(f"{code}{full_years(year)[0]:04}", None, None, "season")
    known = "XXXX" if rel is None else f"{ref.today.year + rel:04}"
    return Days(f"{code}{known}", None, None, "season")


PERIOD_ACTIONS: dict[str, Action] = {
    "month": _month,
    "year": _year,
    "relative": _relative,
    "relative_fixed": _relative_fixed,
    "relative_length": _relative_length,
    "relative_units": _relative_units,
    "relative_counted": _relative_counted,
    "within": _within,
    "part_of_year": _part_of_year,
    "decade": _decade,
    "decade_of_century": _decade_of_century,
    "relative_weekend": _relative_weekend,
    "half_of_period": _half_of_period,
    "era_year": _era_year,
    "century": _century,
    "season": _season,
    "special_year": _special_year,
}
