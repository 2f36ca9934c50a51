"""The moment against which the dates of a text are resolved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from datetime import tzinfo

__all__ = ["reference_time"]


def reference_time(reference: object = None, zone: object = None) -> datetime:
    """Return the moment, in the time of the one who wrote the text and without a zone.

    Args:
        reference: a datetime, or its text such as ``2026-11-29T14:00``; None for now. One that
            has a zone of its own is taken over into ``zone``, where that is given.
        zone: where the text was written: the name of a time zone, such as ``Europe/Berlin``; None
            for the reference's own, or this computer's.

    Raises:
        OptionError: the reference is no moment, or there is no such zone.

    """
    where = None if zone is None else _zone(zone)
    if reference is None:
        return datetime.now(where).replace(tzinfo=None)
    moment = _moment(reference)
    try:
        there = moment.astimezone(where) if where and moment.tzinfo else moment
    except (OverflowError, ValueError) as error:  # at the ends of the calendar
        raise OptionError(f"reference={moment}: it is no moment in {zone} ({error})") from error
    return there.replace(tzinfo=None)


def _moment(reference: object) -> datetime:
    if isinstance(reference, datetime):
        return reference
    try:
        return datetime.fromisoformat(str(reference))
    except ValueError as error:
        raise OptionError(
            f"reference={str(reference)!r:.80} is no moment; write one such as 2026-11-29T14:00"
        ) from error


def _zone(zone: object) -> tzinfo:
    try:
        return ZoneInfo(str(zone))
    except (OSError, ValueError, LookupError) as error:  # unknown, or no name that a zone can have
        raise OptionError(
            f"zone={str(zone)!r:.80}: this computer knows no such time zone; use a name such as "
            "Europe/Berlin"
        ) from error
