"""Ranges of days: from one to another, between two days of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import Days
from vizsla.recognizers.dates.day_actions import certain_day, day_of_calendar
from vizsla.recognizers.dates.period_actions import month_days

if TYPE_CHECKING:
    from datetime import date

    from vizsla.recognizers.dates.date_values import Span
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["DAY_RANGE_ACTIONS"]

MIDDLE = 16  # the day in the middle of a month
MONTHS, YEAR = 12, 366  # and the days of a year
WHOLE_MONTHS = {"month", "quarter", "year"}


@dataclass(frozen=True, slots=True)
class _Edge:
    """An end of a range: its timex, and its day in the past and in the future."""

    timex: str
    past: date
    future: date


def _edge(days: Days) -> _Edge | None:
    """Return the day at which a range begins or ends: the first, or what "the end of" names."""
    if days.past is None or days.future is None:
        return None
    past, future = (_place(span, days) for span in (days.past, days.future))
    if days.is_day and "X" in days.timex:
        return _Edge(days.timex, past, future)
    if days.grain == "month" and days.year is None:
        return _Edge(f"XXXX-{past:%m-%d}", past, future)
    if days.timex.startswith("("):
        begin = days.timex[1:].split(",")[0]
        return _Edge(begin if not days.mod else past.isoformat(), past, future)
    return _Edge(past.isoformat(), past, future)


def _place(span: Span, days: Days) -> date:
    if days.mod == "end":
        return span[1]
    if days.mod == "mid":
        if days.grain == "month":
            return span[0].replace(day=MIDDLE)
        if days.grain == "year":
            return span[0].replace(month=7, day=2)
        return span[0] + (span[1] - span[0]) / 2
    return span[0]


def _between(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """From a day, a month, a year to another; what one of them does not say is of the other."""
    start, end = parts.need("start", Days), parts.need("end", Days)
    if end.grain == "year" and start.grain in ("day", "month") and start.year is None:
        return None
    start, end = _with_years(ref, start, end)
    if end.is_day and end.weekday and "X" in end.timex and start.definite and start.future:
        end = certain_day(_next_weekday(start.future[0], end.weekday))
    first, last = _edge(start), _edge(end)
    if first is None or last is None:
        return _unresolved(start, end)
    begin_future, begin_past, end_past = first.future, first.past, last.past
    if begin_future > last.future:
        begin_future = begin_past
    if end_past < begin_past:
        end_past = last.future
    if (end_past - begin_past).days > YEAR and end.month and end.day and not end.year:
        end_past = end_past.replace(year=begin_past.year)  # from the 29th of February on
    if begin_future >= last.future or begin_past >= end_past:
        return None
    past, future = (begin_past, end_past), (begin_future, last.future)
    timex, later = (
        f"({first.timex},{last.timex},{_written_length(start, end, each)})"
        for each in (past, future)
    )
    return Days(timex, past, future, "days", future_timex=later)


def _next_weekday(day: date, weekday: int) -> date:
    """Return the first such weekday after a day."""
    return day + timedelta(days=(weekday - day.isoweekday() - 1) % 7 + 1)


def _unresolved(start: Days, end: Days) -> Days | None:
    """Return a range with a day that does not exist, such as 2/29/2019."""
    if not (start.is_day and end.is_day and start.said and end.said):
        return None
    return Days(f"({start.timex},{end.timex},PXD)", None, None, "days")


def _written_length(start: Days, end: Days, span: Span) -> str:
    grains = {start.grain, end.grain}
    years, months = span[1].year - span[0].year, span[1].month - span[0].month
    if grains == {"year"} and not start.mod and not end.mod:
        return f"P{years}Y"
    if grains <= WHOLE_MONTHS:
        return f"P{months + years * MONTHS}M"
    return f"P{(span[1] - span[0]).days}D"


def _with_years(ref: Reference, start: Days, end: Days) -> tuple[Days, Days]:
    """Give the year of one end to the other that lacks it."""
    if start.month and start.year is None and end.year is not None and end.said:
        start = _in_year(ref, start, end.year)
        if start.past and end.past and start.past[0] >= end.past[0]:
            start = _in_year(ref, start, end.year - 1)
    elif end.month and end.year is None and start.year is not None and start.said:
        end = _in_year(ref, end, start.year)
        if start.past and end.past and start.past[0] >= end.past[0]:
            end = _in_year(ref, end, (start.year or 0) + 1)
    return start, end


def _in_year(ref: Reference, days: Days, year: int) -> Days:
    if not days.said or days.month is None or days.mod:
        return days
    if days.is_day:
        found = day_of_calendar(ref, year, days.month, days.day or 0)
    else:
        found = month_days(ref, year, days.month)
    return found or days


def _days_of_month(ref: Reference, parts: PhraseParts) -> Days | None:
    """November 18-19, from 4 to 23 of the next month."""
    first, last = parts.count("start"), parts.count("end")
    period = parts.get("period", Days)
    if period is None:
        month, year = parts.count("month"), parts.number("year")
    elif period.grain == "month" and period.month is not None:
        month, year = period.month, period.year
    else:
        return None
    start = day_of_calendar(ref, year, month, first)
    end = day_of_calendar(ref, year, month, last)
    if start is None or end is None or first >= last or not (start.past and end.past):
        return None
    if start.future is None or end.future is None:
        return None
    past = start.past[0], start.past[0].replace(day=end.past[0].day)
    future = start.future[0], start.future[0].replace(day=end.future[0].day)
    return Days(f"({start.timex},{end.timex},P{last - first}D)", past, future, "days")


DAY_RANGE_ACTIONS: dict[str, Action] = {
    "between_days": _between,
    "days_of_month": _days_of_month,
}
