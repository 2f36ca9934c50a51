"""What the phrases of dates and times mean: days, clock times, lengths, and what they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

__all__ = [
    "Bounded",
    "Clock",
    "ClockRange",
    "DateValue",
    "Days",
    "Length",
    "Recurrence",
    "Span",
    "Times",
    "Variant",
    "span_of",
]

Span = tuple[date, date]


def span_of(day: date) -> Span:
    """Return a day as the span from it to before the next."""
    return day, day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or days in a row.

    Attributes:
        timex: as the reference writes it.
        past, future: the nearest such days before and after the reference day, from the first to
            before the last; the same where there is no doubt, None where no such day exists or the
            reference does not resolve it.
        grain: ``day``, ``week``, ``weekend``, ``month``, ``year``, ``season``, ... or ``days``.
        year, month, day, weekday: what the text itself says.
        mod: ``start``, ``mid``, ``end``, ...; empty if there is none.
        future_timex: the timex of the future days where it is another one.
        said: whether the text names the part by a calendar's figures, as "2000", not "this year".
        lunar: whether it is one of the Chinese calendar.

    """

    timex: str
    past: Span | None
    future: Span | None
    grain: str = "day"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    mod: str = ""
    said: bool = False
    future_timex: str = ""
    lunar: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.grain == "day"

    @property
    def definite(self) -> bool:
        """Whether past and future are the same."""
        return self.past is not None and self.past == self.future


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day.

    Attributes:
        hour, minute, second: 0 to 24, 0 to 59; minutes and seconds None where they are not said.
        either: whether it may be before noon or after.
        mod: ``approx`` or empty.

    """

    hour: int
    minute: int | None = None
    second: int | None = None
    either: bool = False
    mod: str = ""

    @property
    def time(self) -> time:
        """The time, with zeros in place of the parts that the text leaves out."""
        return time(self.hour % 24, self.minute or 0, self.second or 0)

    @property
    def seconds(self) -> int:
        """The seconds since midnight."""
        return self.hour % 24 * 3600 + (self.minute or 0) * 60 + (self.second or 0)

    @property
    def timex(self) -> str:
        """The time as the reference writes it: T16, T16:30."""
        return "T" + ":".join(
            f"{each:02}" for each in (self.hour % 24, self.minute, self.second) if each is not None
        )

    def readings(self) -> list[Clock]:
        """Return the times that it can be: one, or one half of the day after the other."""
        plain = Clock(self.hour, self.minute, self.second)
        if not self.either:
            return [plain]
        return [plain, Clock((self.hour + 12) % 24, self.minute, self.second)]


@dataclass(frozen=True, slots=True)
class ClockRange:
    """A part of the day, from one time to another.

    Attributes:
        readings: the timex, and the times at both ends, for each way to read it.
        mod: ``start``, ``end``, ``before``, ``after``, ... or empty.
        part: the name of a part of the day: ``MO``, ``AF``; empty where times make the range.

    """

    readings: tuple[tuple[str, time, time], ...]
    mod: str = ""
    part: str = ""
    clocks: tuple[Clock, Clock] | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration.

    Attributes:
        parts: amounts of units, the largest first: (2.0, "W"), (1.0, "TH").
        mod: ``more``, ``less`` or empty.

    """

    parts: tuple[tuple[float, str], ...]
    mod: str = ""

    @property
    def timed(self) -> bool:
        """Whether it has hours, minutes or seconds."""
        return any(unit.startswith("T") for _, unit in self.parts)


Variant = tuple[str, tuple[datetime, ...], tuple[datetime, ...]]


@dataclass(frozen=True, slots=True)
class Times:
    """A moment, or all from one moment to another.

    Attributes:
        variants: for each way to read it, the timex, and its ends in the past and in the future:
            one moment, two, or none where no such day exists.
        mod: ``before``, ``after``, ``start`` or empty.
        days: the days that it is of, if it is of a date.

    """

    variants: tuple[Variant, ...]
    mod: str = ""
    ranged: bool = False

    @staticmethod
    def at(timex: str, *moments: datetime, mod: str = "") -> Times:
        """Return a moment, or a range between two, that is certain."""
        return Times(((timex, moments, moments),), mod, ranged=len(moments) > 1)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What happens again and again.

    Attributes:
        timex: as the reference writes it.
        unit: whether the timex is a length to which a time may be added.

    """

    timex: str
    day: bool = False


@dataclass(frozen=True, slots=True)
class Bounded:
    """All before or after something, or something that holds only about.

    Attributes:
        base: what stands at the bound.
        mod: ``before``, ``after``, ``since``, ``until``, ``approx``, ``more``, ``less``.
        sourced: whether the reference says what the bound was.

    """

    base: Days | Clock | ClockRange | Times | Length
    mod: str
    sourced: bool = True


DateValue = Days | Clock | ClockRange | Times | Length | Recurrence | Bounded
