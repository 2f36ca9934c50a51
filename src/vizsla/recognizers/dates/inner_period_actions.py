"""Periods within others: the first week of a month, its end, the week of a day, until today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import Bounded, Days, Length, Times
from vizsla.recognizers.dates.day_actions import certain_day
from vizsla.recognizers.dates.day_arithmetic import (
    add_length,
    add_months,
    first_of,
    midnight,
    week_of_month,
    week_span,
    week_timex,
)
from vizsla.recognizers.dates.length_timex import length_timex
from vizsla.recognizers.dates.period_actions import certain_days, month_days

if TYPE_CHECKING:
    from vizsla.recognizers.dates.date_values import Span
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["INNER_PERIOD_ACTIONS"]

DAYS, SATURDAY, MONDAY = 7, 5, 0
LAST_WEEK = 5  # how the reference numbers the last week of a month
MOST_WEEKS = 53


def _week_number(ref: Reference, parts: PhraseParts) -> Days | None:
    """Week 27 of a year, of this one if none is said; its first and last week, too."""
    number, period = parts.count("nth"), parts.get("period", Days)
    year = ref.today.year
    if period is not None:
        if period.grain != "year" or period.year is None:
            return None
        year = period.year
    elif "year" in parts:
        year = parts.count("year")
    if number < 0:
        number = date(year, 12, 28).isocalendar()[1] + 1 + number
    if not 1 <= number <= MOST_WEEKS:
        return None
    start = date.fromisocalendar(year, number, 1)
    return certain_days(f"{year:04}-W{number:02}", week_span(start), "week")


def _week_of_month(ref: Reference, parts: PhraseParts) -> Days | None:
    """The third or the last week of a month."""
    del ref
    count, period = parts.count("nth"), parts.need("period", Days)
    month = period.month
    if period.grain != "month" or month is None or not -1 <= count <= LAST_WEEK:
        return None
    spans = [
        week_span(week_of_month(span[0].year, month, count)) if span else None
        for span in (period.past, period.future)
    ]
    number = LAST_WEEK if count < 0 else count
    return Days(f"{period.timex}-W{number:02}", spans[0], spans[1], "week")


def _nth_unit(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """The third month of a year, the first ten days of a month, the last day."""
    period, unit, count = parts.need("period", Days), parts.text("unit"), parts.count("nth")
    if not period.future or not period.definite:
        return None
    start, end = period.future
    if "count" in parts:
        return _some_units(parts, start, end, unit)
    if unit == "M" and period.grain == "year" and period.year is not None:
        month = count if count > 0 else 13 + count
        return month_days(ref, period.year, month) if 1 <= month <= 12 else None  # noqa: PLR2004
    if unit == "D":
        day = start + timedelta(days=count - 1) if count > 0 else end + timedelta(days=count)
        return Days(day.isoformat(), (day, day + timedelta(1)), (day, day + timedelta(1)))
    return None


def _some_units(parts: PhraseParts, start: date, end: date, unit: str) -> Days | None:
    nth, count = parts.count("nth"), parts.count("count")
    length = ((float(count), unit),)
    if nth not in (1, -1) or unit.startswith("T"):
        return None
    if unit == "W":  # whole ones
        start, end = _first_monday(start), _first_monday(end)
    if nth > 0:
        end = add_length(midnight(start), length, 1).date()
    else:
        start = add_length(midnight(end), length, -1).date()
    return certain_days(f"({start},{end},{length_timex(length)})", (start, end))


def _first_monday(day: date) -> date:
    """Return the Monday of the first week of a month or year, whose Thursday counts."""
    return week_of_month(day.year, day.month, 1)


def _week_of_day(ref: Reference, parts: PhraseParts) -> Days | None:
    del ref
    day = parts.need("date", Days)
    if not (day.is_day and day.past and day.future):
        return None
    return Days(day.timex, week_span(day.past[0]), week_span(day.future[0]), "week")


def _weekend_of_day(ref: Reference, parts: PhraseParts) -> Days | None:
    """The weekend of a holiday, which a Monday or a Friday makes longer."""
    del ref
    day = parts.need("date", Days)
    if not (day.past and day.future):
        return None
    past, future = _weekend(day.past[0]), _weekend(day.future[0])
    timex, later = (f"{week_timex(each[0])}-WE" for each in (past, future))
    return Days(timex, past, future, "weekend", future_timex=later)


def _weekend(day: date) -> Span:
    if day.weekday() == MONDAY:
        return day - timedelta(days=2), day + timedelta(days=1)
    saturday = first_of(day, "week") + timedelta(days=SATURDAY)
    start = min(saturday, day) if day.weekday() == SATURDAY - 1 else saturday
    return start, saturday + timedelta(days=2)


def _part(span: Span, grain: str, part: str, *, said: bool) -> Span:
    """Return the beginning, the middle or the end of a period."""
    start, end = span
    if grain == "month":
        days = {"start": (0, 15), "mid": (9, 20), "end": (15, 0)}[part]
        first = start + timedelta(days=days[0])
        return first, start + timedelta(days=days[1]) if days[1] else end
    if grain == "year":
        halves = {"start": (0, 6), "mid": (4, 8), "end": (6, 12)}
        thirds = {"start": (0, 4), "mid": (4, 8), "end": (8, 12)}
        begin, stop = (thirds if said else halves)[part]
        return add_months(start, begin), add_months(start, stop)
    if grain == "week":
        begin, stop = {"start": (0, 3), "mid": (2, 5), "end": (3, 7)}[part]
        return start + timedelta(days=begin), start + timedelta(days=stop)
    half = (end - start) // 2
    quarter = half // 2
    ends = {"start": (start, start + half), "mid": (start + quarter, end - quarter)}
    return ends.get(part, (start + half, end))


def _part_of_period(ref: Reference, parts: PhraseParts, part: str) -> PartValue | None:
    """The end of a month, mid May, early this year; the end of a day is its last second."""
    del ref
    period = parts.need("period", Days)
    if period.mod or period.past is None or period.future is None:
        return None
    if period.is_day:
        return None
    spans = [
        _part(each, period.grain, part, said=period.said) for each in (period.past, period.future)
    ]
    return Days(
        period.timex, spans[0], spans[1], period.grain, period.year, period.month,
        mod=part, said=period.said,
    )  # fmt: skip


def _half_of_day(ref: Reference, parts: PhraseParts, part: str) -> PartValue | None:
    """Early or late in a day, which is the next such day; today if none is said."""
    day = parts.get("date", Days) or certain_day(ref.today)
    if not (day.is_day and day.future):
        return None
    start = midnight(day.future[0])
    noon = start + timedelta(hours=12)
    ends = (start, noon) if part == "start" else (noon, midnight(day.future[1]))
    return Times(((day.timex, ends, ends),), part, ranged=True)


def _earlier_later(ref: Reference, parts: PhraseParts, part: str) -> PartValue | None:
    """Earlier this week: until today; later this week: from today on; else its first half."""
    period = parts.need("period", Days)
    if period.is_day or period.mod or not period.definite or not period.future:
        return None
    whole = period.future
    start, end = _part(whole, period.grain, part, said=False)
    if not whole[0] <= ref.today < whole[1]:
        return Days(period.timex, (start, end), (start, end), period.grain, mod=part)
    if part == "start":
        end = min(end, ref.today)
    else:
        start = max(start, ref.today)
    if start >= end:
        start, end = whole
    return certain_days(period.timex, (start, end))


def _rest_of(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """The rest of a week: from today to its last day."""
    period = parts.need("period", Days)
    if not period.definite or not period.future:
        return None
    start, end = ref.today, period.future[1] - timedelta(days=1)
    if not start < end:
        return None
    return certain_days(f"({start},{end},P{(end - start).days}D)", (start, end))


def _to_date(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """The year to date."""
    period = parts.get("period", Days)
    if period is None:
        today = (ref.today, ref.today + timedelta(days=1))
        return Bounded(Days("PRESENT_REF", today, today), "before", sourced=False)
    if not period.future:
        return None
    return certain_days(period.timex, (period.future[0], ref.today))


def _from_day(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """A week from a day on."""
    day, length = parts.need("date", Days), parts.need("length", Length)
    spans = [each for each in (day.past, day.future) if each]
    if not spans or length.timed:
        return None
    here = [each for each in spans if each[0].year == ref.today.year]
    start = (here or spans)[-1][0]
    end = add_length(midnight(start), length.parts, 1).date()
    return certain_days(f"({start},{end},{length_timex(length.parts)})", (start, end))


def _from_moment(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """A day from a moment on."""
    del ref
    moment, length = parts.need("moment", Times), parts.need("length", Length)
    _, past, future = moment.variants[0]
    if moment.ranged or not future or len(moment.variants) > 1:
        return None
    del past
    end = add_length(future[0], length.parts, 1)
    texts = [each.isoformat(timespec="seconds") for each in (future[0], end)]
    return Times.at(f"({texts[0]},{texts[1]},{length_timex(length.parts)})", future[0], end)


def _working_week(ref: Reference, parts: PhraseParts) -> Days:
    """The days from Monday to Friday of a week."""
    monday = first_of(ref.today, "week") + timedelta(days=DAYS * parts.count("rel"))
    return certain_days(week_timex(monday), (monday, monday + timedelta(days=SATURDAY)), "week")


def _same(ref: Reference, parts: PhraseParts) -> Days | None:
    """That weekend, the same week: one that the text spoke of before."""
    del ref
    period = parts.need("period", Days)
    names = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "year": "XXXX"}
    timex = names.get(period.grain)
    if timex is None:
        return None
    return Days(timex, period.past, period.future, period.grain, mod="ref_undef")


INNER_PERIOD_ACTIONS: dict[str, Action] = {
    "week_number": _week_number,
    "week_of_month": _week_of_month,
    "nth_unit": _nth_unit,
    "week_of_day": _week_of_day,
    "weekend_of_day": _weekend_of_day,
    "part_of_period": _part_of_period,
    "half_of_day": _half_of_day,
    "earlier_later": _earlier_later,
    "rest_of": _rest_of,
    "to_date": _to_date,
    "from_day": _from_day,
    "from_moment": _from_moment,
    "working_week": _working_week,
    "same": _same,
}
