"""Dates and times of day as people say them: "November thirtieth, twenty twenty-six"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.speech.english_tables import english
from vizsla.speech.number_words import ordinal, spoken_number, year

if TYPE_CHECKING:
    import re

__all__ = ["MONTHS", "clock", "day_first", "iso_date", "month_first", "slash_date"]

MONTHS: list[str] = english("months")
_DAYS, _HOURS, _SIXTY = 31, 24, 60


def iso_date(found: re.Match[str]) -> str:
    """Return what is said for ``2026-11-30``; the match's groups are year, month and day."""
    return _said(found, int(found[2]), int(found[3]), found[1])


def slash_date(found: re.Match[str], *, british: bool) -> str:
    """Return what is said for ``11/30/2026``, or ``30/11/2026``.

    A month that can't be one is the day.
    """
    month, day = int(found[1]), int(found[2])
    if (british and day <= len(MONTHS)) or month > len(MONTHS):
        month, day = day, month
    short = int(found[3])
    century = 0 if len(found[3]) > 2 else 2000 if short < 70 else 1900  # noqa: PLR2004
    return _said(found, month, day, str(century + short))


def month_first(found: re.Match[str]) -> str:
    """Return what is said for ``Nov 30, 2026``, with or without the year."""
    return _said(found, _month(found[1]), int(found[2]), found[3])


def day_first(found: re.Match[str]) -> str:
    """Return what is said for ``30 November 2026``, with or without the year."""
    day, month = int(found[1]), _month(found[2])
    if not 1 <= day <= _DAYS:
        return found[0]
    words = f"the {ordinal(day)} of {MONTHS[month - 1]}"
    return f"{words}, {year(int(found[3]))}" if found[3] else words


def _month(name: str) -> int:
    return next(at for at, each in enumerate(MONTHS, 1) if each.startswith(name[:3]))


def _said(found: re.Match[str], month: int, day: int, in_year: str | None) -> str:
    if not (1 <= month <= len(MONTHS) and 1 <= day <= _DAYS):
        return found[0].replace("/", " slash ").replace("-", " ")
    words = f"{MONTHS[month - 1]} {ordinal(day)}"
    return f"{words}, {year(int(in_year))}" if in_year else words


def clock(found: re.Match[str]) -> str:
    """Return what is said for ``7:05 pm`` or ``19:05``.

    The match's groups are hours, minutes, seconds or None, and the letter of am or pm or None.
    """
    hours, minutes, seconds = int(found[1]), int(found[2]), found[3]
    if hours > _HOURS or minutes >= _SIXTY:
        return f"{spoken_number(hours)} to {spoken_number(minutes)}"  # a score, or a ratio
    half = f" {found[4].upper()} M" if found[4] else ""
    words = [spoken_number(hours)]
    if minutes:
        words.append(f"oh {spoken_number(minutes)}" if minutes < 10 else spoken_number(minutes))  # noqa: PLR2004
    elif not half:
        words.append("o'clock" if hours <= 12 else "hundred")  # noqa: PLR2004
    if seconds and int(seconds):
        words.append(f"and {spoken_number(int(seconds))} seconds")
    return " ".join(words) + half
