"""Moments and ranges of time on a day: a date with a time, a part of a day, now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.clock_actions import clock_range, part_range, with_half
from vizsla.recognizers.dates.date_values import Bounded, Clock, ClockRange, Days, Length, Times
from vizsla.recognizers.dates.day_actions import DAY_ACTIONS, day_of_calendar
from vizsla.recognizers.dates.day_arithmetic import add_length
from vizsla.recognizers.dates.length_timex import length_timex
from vizsla.recognizers.dates.phrase_parts import PhraseParts

if TYPE_CHECKING:
    from vizsla.recognizers.dates.date_values import Variant
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, Reference

__all__ = ["MOMENT_ACTIONS"]

DAYS = 7
LAST = Clock(23, 59, 59)
LEAP_YEAR = 2024  # in which the day after one of no year is looked up


def _moment(ref: Reference, parts: PhraseParts, part: str = "") -> Times | None:
    """A day with a time; a part of the day says which half is meant."""
    del ref
    day = parts.need("date", Days)
    clock = with_half(parts.need("clock", Clock), part or parts.text("part"))
    if not day.is_day or day.mod:
        return None
    variants: list[Variant] = []
    for each in clock.readings():
        ends = [
            (datetime.combine(span[0], each.time),) if span else ()
            for span in (day.past, day.future)
        ]
        variants.append((f"{day.timex}{each.timex}", ends[0], ends[1]))
    return Times(tuple(variants))


def _now(ref: Reference, parts: PhraseParts) -> Times:
    del parts
    return Times.at("PRESENT_REF", ref.now)


def _now_soon(ref: Reference, parts: PhraseParts) -> Times:
    del parts
    return Times.at("FUTURE_REF", ref.now)


def _day_part(ref: Reference, parts: PhraseParts, mod: str = "") -> Times | None:
    """A part of a day: tomorrow morning, tonight."""
    del ref
    day, part = parts.need("date", Days), parts.text("part")
    if not day.is_day or not part:
        return None
    return _on_days(day, part_range(part, mod or parts.text("mod")))


def _moment_of_year(ref: Reference, parts: PhraseParts) -> Times | None:
    """A date whose year stands after its time: Oct 26 15:50:06 2016."""
    day = day_of_calendar(ref, parts.count("year"), parts.count("month"), parts.count("day"))
    if day is None:
        return None
    return _moment(ref, PhraseParts((("date", day), ("clock", parts.need("clock", Clock)))))


def _day_part_of(ref: Reference, parts: PhraseParts, part: str) -> Times | None:
    """Tonight, last night."""
    del ref
    return _on_days(parts.need("date", Days), part_range(part))


def _day_range(ref: Reference, parts: PhraseParts) -> Times | None:
    """A day with a range of times, or a part with them."""
    del ref
    day, hours = parts.need("date", Days), parts.need("hours", ClockRange)
    if not day.is_day:
        return None
    part = parts.text("part")
    if part and hours.clocks:
        start, end = hours.clocks
        readings = tuple(
            each
            for each in hours.readings
            if each[1] == with_half(Clock(start.hour, start.minute, either=True), part).time
        )
        hours = replace(hours, readings=readings or hours.readings[:1])
        del end
    return _on_days(day, hours)


def _end_of_day(ref: Reference, parts: PhraseParts) -> Times | None:
    """The last second of a day."""
    return _moment(ref, PhraseParts((("date", parts.need("date", Days)), ("clock", LAST))))


def _on_days(day: Days, hours: ClockRange) -> Times | None:
    variants: list[Variant] = []
    for timex, start, end in hours.readings:
        over = end <= start
        ends: list[tuple[datetime, ...]] = []
        for span in (day.past, day.future):
            if span is None:
                ends.append(())
                continue
            last = span[0] + timedelta(days=1) if over else span[0]
            ends.append((datetime.combine(span[0], start), datetime.combine(last, end)))
        variants.append((_written(day, timex, over=over), ends[0], ends[1]))
    mod = hours.mod if hours.mod in ("start", "end", "mid") else ""
    return Times(tuple(variants), mod, ranged=True)


def _written(day: Days, timex: str, *, over: bool) -> str:
    """Return the timex of times on a day: (2016-11-07T17,2016-11-07T18,PT1H), 2016-11-07TMO."""
    if not timex.startswith("("):
        return day.timex + timex
    start, end, length = timex[1:-1].split(",")
    last = _next_timex(day) if over else day.timex
    return f"({day.timex}{start},{last}{end},{length})"


def _next_timex(day: Days) -> str:
    """Return the timex of the day after one."""
    if day.definite and day.future:
        return day.future[1].isoformat()
    if day.weekday:
        return f"XXXX-WXX-{day.weekday % DAYS + 1}"
    if day.month and day.day:
        after = date(LEAP_YEAR, day.month, day.day) + timedelta(days=1)
        return f"XXXX-{after:%m-%d}"
    return day.timex


def _part_of_named_day(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """A part or times of a weekday whose week or month stands after them."""
    day = DAY_ACTIONS["nth_weekday" if "nth" in parts else "weekday_in_week"](ref, parts)
    hours = parts.get("hours", ClockRange) or part_range(parts.text("part"))
    return _on_days(day, hours) if isinstance(day, Days) else None


def _bounded_moment(ref: Reference, parts: PhraseParts, mod: str) -> PartValue | None:
    """A day before or after a time of it."""
    moment = _moment(ref, parts)
    return Bounded(moment, mod, sourced=False) if moment else None


def _moment_for(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """A day, from a time on, for some hours: two days where it lasts so long."""
    moment, length = _moment(ref, parts), parts.need("length", Length)
    if moment is None or len(moment.variants) > 1:
        return None
    timex, past, future = moment.variants[0]
    if not past or not future:
        return None
    ends = [(each[0], add_length(each[0], length.parts, 1)) for each in (past, future)]
    written = f"({timex},{ends[1][1].isoformat()},{length_timex(length.parts)})"
    return Times(((written, ends[0], ends[1]),), ranged=True)


def _between_moments(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """From a moment to another."""
    start, end = (_as_moment(ref, parts, each) for each in ("start", "end"))
    if start is None or end is None or start.ranged or end.ranged:
        return None
    variants: list[Variant] = []
    for (first, past, future), (last, end_past, end_future) in zip(
        start.variants, end.variants, strict=False
    ):
        if not (past and future and end_past and end_future):
            return None
        begin = past[0] if future[0] > end_future[0] else future[0]
        until = end_future[0] if end_past[0] < past[0] else end_past[0]
        seconds = (end_future[0] - begin).total_seconds()
        if seconds <= 0:
            return None
        timex = f"({first},{last},{_moment_length(int(seconds))})"
        variants.append((timex, (past[0], until), (begin, end_future[0])))
    return Times(tuple(variants), ranged=True) if variants else None


def _moment_length(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    parts = ((hours, "TH"), (minute, "TM"), (second, "TS"))
    return length_timex(tuple((float(n), unit) for n, unit in parts if n))


def _as_moment(ref: Reference, parts: PhraseParts, label: str) -> Times | None:
    """Return an end of a range; a time alone is of the day of the other end."""
    moment = parts.get(label, Times)
    if moment is not None:
        return moment
    clock, day = parts.get(label, Clock), parts.get("date", Days)
    if clock is None or day is None:
        return None
    return _moment(ref, PhraseParts((("date", day), ("clock", clock))))


def _clocks_of_day(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """Between 2:00 tomorrow and 4:00: two times of one day."""
    del ref
    hours = clock_range(parts.need("start", Clock), parts.need("end", Clock))
    return _on_days(parts.need("date", Days), hours) if hours else None


MOMENT_ACTIONS: dict[str, Action] = {
    "moment": _moment,
    "now_soon": _now_soon,
    "now": _now,
    "day_part": _day_part,
    "moment_of_year": _moment_of_year,
    "day_part_of": _day_part_of,
    "end_of_day": _end_of_day,
    "part_of_named_day": _part_of_named_day,
    "day_range": _day_range,
    "bounded_moment": _bounded_moment,
    "moment_for": _moment_for,
    "between_moments": _between_moments,
    "clocks_of_day": _clocks_of_day,
}
