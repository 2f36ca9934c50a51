"""Times of the day, parts of it, and from one time to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.date_values import Bounded, Clock, ClockRange, Length
from vizsla.recognizers.dates.digit_dates import DigitTime
from vizsla.recognizers.dates.length_timex import seconds_of, span_timex

if TYPE_CHECKING:
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["CLOCK_ACTIONS", "PARTS_OF_DAY", "part_range", "with_half"]

NOON, DAY, HOUR, MINUTE = 12, 24, 60, 60
DAY_SECONDS = 86_400
LAST_SECOND = time(23, 59, 59)
EVENING = 5  # from this hour on "at night" is after noon
PARTS_OF_DAY = {
    "MO": (8, 12), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24), "DT": (8, 18),
    "DA": (4, 8), "MEB": (8, 12), "MEL": (11, 13), "MED": (16, 20),
}  # fmt: skip


def with_half(clock: Clock, half: str) -> Clock:
    """Return a time in a half or a part of the day.

    Args:
        clock: the time.
        half: ``am``, ``pm``, or a part of the day such as ``MO`` or ``NI``; empty for none.

    """
    if not half or clock.hour > NOON or not clock.either:
        return replace(clock, either=clock.either and not half)
    hour = clock.hour % NOON
    late = {"am": False, "MO": False, "pm": True, "AF": True, "EV": True, "MED": True}.get(half)
    if half == "NI":
        late = hour > EVENING
    if half in ("DT", "MEL"):
        late = hour < EVENING
    if half == "MEL" and clock.hour == NOON:
        late = True
    return replace(clock, hour=hour + (NOON if late else 0), either=False)


def _clock(ref: Reference, parts: PhraseParts, half: str = "") -> Clock | None:
    """A time: its hour, minute and second, and the half or the part of the day."""
    del ref
    base = parts.get("clock", Clock)
    if base is None:
        base = _plain_clock(parts)
    if base is None:
        return None
    return with_half(base, half or parts.text("half") or parts.text("part"))


def _clock_sure(ref: Reference, parts: PhraseParts) -> Clock | None:
    """A time that is meant as it stands."""
    found = _clock(ref, parts)
    return replace(found, either=False) if found else None


def _plain_clock(parts: PhraseParts) -> Clock | None:
    digits = parts.get("hm", DigitTime)
    hour, minute, second = parts.number("hour"), parts.number("minute"), parts.number("second")
    if digits:
        hour, minute, second = digits.hour, digits.minute, digits.second or second
    if hour is None or not 0 <= hour <= DAY or not 0 <= (minute or 0) < HOUR:
        return None
    if not 0 <= (second or 0) < MINUTE:
        return None
    return Clock(hour, minute, second, either=1 <= hour <= NOON)


def _past_hour(ref: Reference, parts: PhraseParts, direction: str) -> Clock | None:
    """Minutes past or to an hour."""
    del ref
    clock, minutes = parts.need("clock", Clock), parts.count("minutes")
    half = parts.text("half") or parts.text("part")
    if clock.minute is not None or not 0 < minutes < HOUR:
        return None
    if direction == "past":
        return with_half(replace(clock, minute=minutes), half)
    hour = (clock.hour - 1) % DAY
    if clock.either:
        hour = (clock.hour - 1) % NOON or NOON
    return with_half(replace(clock, hour=hour, minute=HOUR - minutes), half)


def _half_to(ref: Reference, parts: PhraseParts) -> Clock | None:
    """Half an hour before an hour, as "half eight" is in Dutch and German."""
    del ref
    clock = parts.need("clock", Clock)
    if clock.minute is not None:
        return None
    hour = (clock.hour - 1) % NOON or NOON if clock.either else (clock.hour - 1) % DAY
    return with_half(replace(clock, hour=hour, minute=30), parts.text("half") or parts.text("part"))


def _past_quarter(ref: Reference, parts: PhraseParts, minutes: str) -> Clock | None:
    """A quarter of the way to an hour, as "viertel acht" is in the south of Germany."""
    base = _half_to(ref, parts)
    return replace(base, minute=int(minutes)) if base else None


def part_range(part: str, mod: str = "") -> ClockRange:
    """Return a part of the day, or the first or the second half of it."""
    start, end = PARTS_OF_DAY[part]
    half = (start + end) // 2
    if mod == "start":
        end = half
    elif mod == "end":
        start = half
    last = LAST_SECOND if end == DAY else time(end)
    return ClockRange(((f"T{part}", time(start), last),), mod, part)


def _part(ref: Reference, parts: PhraseParts, mod: str = "") -> ClockRange | None:
    del ref
    part = parts.text("part")
    return part_range(part, mod) if part in PARTS_OF_DAY else None


def _meal_bound(ref: Reference, parts: PhraseParts, mod: str) -> PartValue | None:
    """After breakfast, before dinner."""
    del ref
    part = parts.text("part")
    return Bounded(part_range(part), mod, sourced=False) if part in PARTS_OF_DAY else None


def _between(ref: Reference, parts: PhraseParts) -> ClockRange | None:
    """From one time to another; what one of them does not say is of the other."""
    del ref
    start, end = parts.need("start", Clock), parts.need("end", Clock)
    half = parts.text("half") or parts.text("part")
    return clock_range(start, with_half(end, half))


def _between_part(ref: Reference, parts: PhraseParts) -> ClockRange | None:
    """From one time to another, both in the half of the day that stands before them."""
    del ref
    half, end = parts.text("half"), parts.need("end", Clock)
    start = with_half(parts.need("start", Clock), half)
    same = with_half(end, half)
    return clock_range(start, same if same.seconds > start.seconds else end)


def clock_range(start: Clock, end: Clock) -> ClockRange | None:
    """Return from one time to another; both may be before or after noon, or one of them."""
    start, end = (replace(each, mod="") for each in (start, end))
    if start.either and not end.either:
        same = start.hour % NOON + (NOON if end.hour >= NOON else 0)
        other = (same + NOON) % DAY
        fits = replace(start, hour=same).seconds < (end.seconds or DAY_SECONDS)
        start = replace(start, hour=same if fits else other, either=False)
    elif end.either and not start.either:
        early = end.hour % NOON
        later = [replace(end, hour=each, either=False) for each in (early, early + NOON)]
        end = next((each for each in later if each.seconds > start.seconds), later[0])
    if not start.either:
        return _range_of([(start, replace(end, either=False))])
    first = replace(start, hour=start.hour % NOON, either=False)
    last = replace(end, hour=end.hour % NOON, either=False)
    if last.seconds <= first.seconds:
        last = replace(last, hour=last.hour + NOON)
    second = replace(first, hour=first.hour + NOON)
    return _range_of([(first, last), (second, replace(last, hour=(last.hour + NOON) % DAY))])


def _range_of(pairs: list[tuple[Clock, Clock]]) -> ClockRange | None:
    readings = []
    for start, end in pairs:
        seconds = (end.seconds - start.seconds) % DAY_SECONDS
        if not seconds:
            return None
        timex = f"({start.timex},{end.timex},{span_timex(seconds)})"
        readings.append((timex, start.time, end.time))
    return ClockRange(tuple(readings), clocks=pairs[0])


def _for_length(ref: Reference, parts: PhraseParts) -> ClockRange | None:
    """From a time on, for some hours."""
    del ref
    start, length = parts.need("start", Clock), parts.need("length", Length)
    if not all(unit.startswith("T") for _, unit in length.parts):
        return None
    seconds = round(seconds_of(length.parts))
    if not 0 < seconds < DAY_SECONDS:
        return None
    minutes, second = divmod((start.seconds + seconds) % DAY_SECONDS, MINUTE)
    end = Clock(*divmod(minutes, HOUR), second)
    written = span_timex(seconds)
    return ClockRange(((f"({start.timex},{end.timex},{written})", start.time, end.time),))


def _fixed(ref: Reference, parts: PhraseParts, hour: str) -> Clock:
    """Noon, midnight."""
    del ref, parts
    return Clock(int(hour))


CLOCK_ACTIONS: dict[str, Action] = {
    "clock_sure": _clock_sure,
    "fixed_clock": _fixed,
    "clock": _clock,
    "past_quarter": _past_quarter,
    "half_to": _half_to,
    "past_hour": _past_hour,
    "part": _part,
    "meal_bound": _meal_bound,
    "between_part_clocks": _between_part,
    "between_clocks": _between,
    "clock_for": _for_length,
}
