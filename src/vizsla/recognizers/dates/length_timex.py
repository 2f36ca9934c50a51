"""Write lengths of time as TIMEX does, and in seconds."""

from __future__ import annotations

from vizsla.recognizers.number_text import number_text

__all__ = ["length_seconds", "length_timex", "seconds_of", "span_timex"]

SECONDS = {
    "Y": 31_536_000, "M": 2_592_000, "W": 604_800, "D": 86_400, "WE": 172_800, "BD": 86_400,
    "TH": 3_600, "TM": 60, "TS": 1,
}  # fmt: skip
DAY = 86_400

Parts = tuple[tuple[float, str], ...]


def length_timex(parts: Parts) -> str:
    """Return a length: P3M2W, P1DT5H, PT0.5H."""
    days = "".join(f"{number_text(n)}{unit}" for n, unit in parts if not unit.startswith("T"))
    times = "".join(f"{number_text(n)}{unit[1:]}" for n, unit in parts if unit.startswith("T"))
    return f"P{days}" + (f"T{times}" if times else "")


def length_seconds(parts: Parts) -> str:
    """Return a length in seconds; a month has 30 days, a year 365."""
    return number_text(seconds_of(parts))


def seconds_of(parts: Parts) -> float:
    """Return how many seconds a length has, added in turn: ``sum`` rounds otherwise since 3.12."""
    total = 0.0
    for amount, unit in parts:
        total += amount * SECONDS[unit]
    return total


def span_timex(seconds: int) -> str:
    """Return the length between two moments: PT2H30M, P1D, P1DT2H."""
    days, left = divmod(seconds, DAY)
    hours, left = divmod(left, 3_600)
    minutes, rest = divmod(left, 60)
    parts = ((days, "D"), (hours, "TH"), (minutes, "TM"), (rest, "TS"))
    return length_timex(tuple((float(n), unit) for n, unit in parts if n)) if seconds else "PT0S"
