"""Durations, what recurs, and bounds: more than an hour, every Monday, before May."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.recognizers.dates.clock_actions import with_half
from vizsla.recognizers.dates.date_values import (
    Bounded,
    Clock,
    ClockRange,
    Days,
    Length,
    Recurrence,
    Times,
)
from vizsla.recognizers.dates.length_timex import length_timex

if TYPE_CHECKING:
    from vizsla.recognizers.dates.phrase_parts import Action, PartValue, PhraseParts, Reference

__all__ = ["LENGTH_ACTIONS"]

ORDER = ("Y", "M", "W", "WE", "BD", "D", "TH", "TM", "TS")
# Units that are some of another: a decade is ten years.
MANIFOLD = {"DE": (10, "Y"), "CE": (100, "Y"), "Q": (3, "M"), "2W": (2, "W"), "NI": (1, "D")}
FIRST_YEAR = 1000  # a larger number of years is a year itself
LARGEST = 1e9  # more of a unit is no duration


def _plain(amount: float, unit: str) -> tuple[float, str]:
    factor, base = MANIFOLD.get(unit, (1, unit))
    return amount * factor, base


def _length(ref: Reference, parts: PhraseParts, amount: str = "") -> Length | None:
    """Some units; an amount of the rule's own where the words say none."""
    del ref
    value = float(amount) if amount else parts.get("amount", float) or parts.number("amount")
    unit = parts.text("unit")
    if value is None or not unit or not 0 < value < LARGEST:
        return None
    if unit == "Y" and value >= FIRST_YEAR:
        return None
    return Length((_plain(value, unit),))


def _length_of(ref: Reference, parts: PhraseParts, unit: str, amount: str) -> Length:
    """Some of a unit, in one word."""
    del ref, parts
    return Length((_plain(float(amount), unit),))


def _length_and(ref: Reference, parts: PhraseParts, fraction: str) -> Length | None:
    """Some units and a half or a quarter."""
    del ref
    amount = parts.get("amount", float) or parts.number("amount") or 1
    unit = parts.text("unit")
    return Length((_plain(amount + float(fraction), unit),)) if unit else None


def _sum(ref: Reference, parts: PhraseParts) -> Length | None:
    """Lengths together: an hour and thirty minutes."""
    del ref
    first, rest = parts.need("first", Length), parts.need("rest", Length)
    both = first.parts + rest.parts
    places = [ORDER.index(unit) for _, unit in both]
    if places != sorted(set(places)):
        return None
    return Length(both)


def _more(ref: Reference, parts: PhraseParts, mod: str) -> Bounded:
    del ref
    return Bounded(parts.need("length", Length), mod)


def _bound(ref: Reference, parts: PhraseParts, mod: str) -> PartValue | None:
    """Before, after, since or until a day, a time, a period."""
    del ref
    base = parts.value("base")
    if isinstance(base, Days) and (base.future is None or base.mod == "ref_undef"):
        return None
    if not isinstance(base, (Days, Clock, Times, ClockRange)):
        return None
    return Bounded(base, mod, sourced=not (isinstance(base, Times) and base.ranged))


def _bound_length(ref: Reference, parts: PhraseParts, mod: str) -> Bounded:
    """For two years now."""
    del ref
    return Bounded(parts.need("length", Length), mod)


def _about(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """Around a time, a part of the day or a moment."""
    del ref
    if (part := parts.get("base", ClockRange)) and not part.mod:
        return replace(part, mod="approx")
    clock, moment = parts.get("base", Clock), parts.get("base", Times)
    if clock:
        return replace(clock, mod="approx")
    if moment and not moment.ranged and not moment.mod:
        return replace(moment, mod="approx")
    return None


def _recur(ref: Reference, parts: PhraseParts) -> Recurrence | None:
    """Each unit, length, weekday, part of the day, or day of the year."""
    del ref
    if length := parts.get("length", Length):
        return Recurrence(length_timex(length.parts), day=length.parts == ((1.0, "D"),))
    day = parts.get("date", Days)
    part = parts.text("part")
    if day is not None:
        return Recurrence(day.timex + (f"T{part}" if part else ""), day=True)
    if part:
        return Recurrence(f"T{part}", day=True)
    unit = parts.text("unit")
    if not unit:
        return None
    count = parts.number("count") or 1
    return Recurrence(length_timex((_plain(float(count), unit),)), day=unit == "D" and count == 1)


def _recur_part(ref: Reference, parts: PhraseParts) -> Recurrence:
    """In the evenings: no time of day joins it, as "8 in the evening" is but a time."""
    del ref
    return Recurrence(f"T{parts.text('part')}")


def _recur_other(ref: Reference, parts: PhraseParts) -> Recurrence:
    """Every other day."""
    del ref
    return Recurrence(length_timex((_plain(2.0, parts.text("unit")),)))


def _recur_fixed(ref: Reference, parts: PhraseParts, timex: str) -> Recurrence:
    """Daily, weekly, quarterly."""
    del ref, parts
    return Recurrence(timex, day=timex == "P1D")


def _recur_at(ref: Reference, parts: PhraseParts) -> Recurrence | None:
    """Every day or every Monday at a time."""
    del ref
    base = parts.need("set", Recurrence)
    clock = parts.get("clock", Clock)
    hours = parts.get("hours", ClockRange)
    if not base.day:
        return None
    start = "" if base.timex == "P1D" or base.timex.startswith("T") else base.timex
    if clock is not None:
        if base.timex.startswith("T"):  # every night at ten
            clock = with_half(clock, base.timex[1:])
        return Recurrence(f"{start}{clock.timex}")
    if hours is not None:
        return Recurrence(f"{start}{hours.readings[0][0]}")
    return None


def _recur_day(ref: Reference, parts: PhraseParts) -> Recurrence | None:
    """The 19th of every month."""
    del ref
    day = parts.count("day")
    return Recurrence(f"XXXX-XX-{day:02}", day=True) if 1 <= day <= 31 else None  # noqa: PLR2004


def _take(ref: Reference, parts: PhraseParts) -> PartValue | None:
    """What a slot already is."""
    del ref
    return parts.value("it")


def _number(
    ref: Reference, parts: PhraseParts, least: str, most: str, step: str = "1"
) -> float | None:
    """A number within bounds."""
    del ref
    value = parts.count("it")
    return value if int(least) <= value <= int(most) and value % int(step) == 0 else None


def _constant(ref: Reference, parts: PhraseParts, value: str) -> float:
    """A number that words stand for."""
    del ref, parts
    return float(value)


LENGTH_ACTIONS: dict[str, Action] = {
    "length": _length,
    "length_of": _length_of,
    "length_and": _length_and,
    "sum_lengths": _sum,
    "more_or_less": _more,
    "bound": _bound,
    "bound_length": _bound_length,
    "about": _about,
    "recur": _recur,
    "recur_part": _recur_part,
    "recur_other": _recur_other,
    "recur_fixed": _recur_fixed,
    "recur_at": _recur_at,
    "recur_day": _recur_day,
    "take": _take,
    "number": _number,
    "constant": _constant,
}
