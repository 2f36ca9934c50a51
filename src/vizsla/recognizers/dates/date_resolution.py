"""Write what dates and times mean as the reference's resolutions do."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import (
    Bounded,
    Clock,
    ClockRange,
    Days,
    Length,
    Recurrence,
    Times,
)
from vizsla.recognizers.dates.length_timex import length_seconds, length_timex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.recognizers.dates.date_values import DateValue

__all__ = ["resolve"]

Entry = dict[str, str]
Point = date | time
UNKNOWN = "not resolved"
RANGES = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}
# Which end of a range bounds what is before or after it, and which field says so.
BOUNDS = {"before": (0, "end"), "until": (-1, "end"), "after": (-1, "start"), "since": (0, "start")}
# The same for its beginning, middle or end.
PART_BOUNDS = {"before-end": (-1, "end"), "after-start": (0, "start")}


def resolve(value: DateValue) -> tuple[str, list[Entry]]:
    """Return the kind of what was read, without ``datetimeV2.``, and all values it may have."""
    if isinstance(value, Recurrence):
        return "set", [{"timex": value.timex, "type": "set", "value": UNKNOWN}]
    if isinstance(value, Length):
        return "duration", [_length(value)]
    if isinstance(value, Bounded):
        return _bounded(value)
    kind = _kind(value)
    mod = value.mod
    kinds = RANGES.get(kind, kind) if mod == "approx" else kind
    entries = [
        _entry(timex, kinds, ends, mod) for timex, ends in _readings(value, point=kind in RANGES)
    ]
    if isinstance(value, Days) and value.lunar:
        entries = [{**each, "isLunar": "True"} for each in entries]
    return kind, entries


def _kind(value: Days | Clock | ClockRange | Times) -> str:
    if isinstance(value, Days):
        return "date" if value.is_day else "daterange"
    if isinstance(value, Times):
        return "datetimerange" if value.ranged else "datetime"
    return "time" if isinstance(value, Clock) else "timerange"


def _readings(
    value: Days | Clock | ClockRange | Times, *, point: bool
) -> Iterator[tuple[str, tuple[Point, ...]]]:
    """Yield the timex and the ends of each way to read something; no ends where it has none."""
    if isinstance(value, Clock):
        yield from ((each.timex, (each.time,)) for each in value.readings())
    elif isinstance(value, ClockRange):
        yield from ((timex, (start, end)) for timex, start, end in value.readings)
    elif isinstance(value, Times):
        for timex, past, future in value.variants:
            yield from ((timex, ends) for ends in dict.fromkeys((past, future)))
    else:
        yield from _days_readings(value, point=point)


def _days_readings(value: Days, *, point: bool) -> Iterator[tuple[str, tuple[Point, ...]]]:
    spans = dict.fromkeys(each for each in (value.past, value.future) if each)
    if not spans:
        yield value.timex, ()
    for span in spans:
        later = span == value.future and span != value.past
        timex = (later and value.future_timex) or value.timex
        yield timex, span[:1] if point else span


def _entry(timex: str, kind: str, ends: tuple[Point, ...], mod: str) -> Entry:
    entry = {"timex": timex, **({"Mod": mod} if mod else {}), "type": kind}
    if not ends:
        return {**entry, "value": UNKNOWN}
    if len(ends) == 1:
        return {**entry, "value": _written(ends[0])}
    return {**entry, "start": _written(ends[0]), "end": _written(ends[1])}


def _written(point: Point) -> str:
    if isinstance(point, datetime):
        return point.isoformat(" ", "seconds")
    return point.isoformat()


def _length(value: Length) -> Entry:
    seconds = length_seconds(value.parts)
    mod = {"Mod": value.mod} if value.mod else {}
    return {"timex": length_timex(value.parts), **mod, "type": "duration", "value": seconds}


def _bounded(value: Bounded) -> tuple[str, list[Entry]]:
    base = value.base
    if isinstance(base, Length):
        return "duration", [{**_length(base), "Mod": value.mod}]
    kind = _kind(base)
    point = kind in RANGES
    mod = f"{value.mod}-{base.mod}" if base.mod else value.mod
    place, field = PART_BOUNDS.get(mod) or BOUNDS[value.mod]
    entries = []
    for timex, ends in _readings(base, point=point):
        entry = {"timex": timex, "Mod": mod, "type": RANGES.get(kind, kind)}
        if value.sourced:
            entry["sourceEntity"] = "datetimepoint" if point else "datetimerange"
        entries.append({**entry, field: _written(ends[place]) if ends else UNKNOWN})
    return RANGES.get(kind, kind), entries
