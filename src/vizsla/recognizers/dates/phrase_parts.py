"""What an action is given: the reference moment, and the values of its rule's slots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from vizsla.recognizers.dates.date_values import (
    Bounded,
    Clock,
    ClockRange,
    Days,
    Length,
    Recurrence,
    Times,
)
from vizsla.recognizers.dates.digit_dates import DigitDate, DigitTime

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

__all__ = ["Action", "PartValue", "PhraseParts", "Reference"]

PartValue = (
    float | str | Days | Clock | ClockRange | Length | Times | Recurrence | Bounded
    | DigitDate | DigitTime
)  # fmt: skip
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Reference:
    """When a text was written: dates and times are resolved against it."""

    now: datetime

    @property
    def today(self) -> date:
        """The day of that moment."""
        return self.now.date()


class PhraseParts:
    """The values of a rule's slots, by their labels.

    Args:
        captures: labels and values, from left to right; of a label twice, the last counts.

    """

    def __init__(self, captures: tuple[tuple[str, PartValue], ...]) -> None:
        self._values = dict(captures)

    def __contains__(self, label: str) -> bool:
        """Return whether a slot was filled."""
        return label in self._values

    def get(self, label: str, kind: type[V]) -> V | None:
        """Return a slot's value; None where it is not filled or another kind of value is there."""
        value = self._values.get(label)
        return value if isinstance(value, kind) else None

    def need(self, label: str, kind: type[V]) -> V:
        """Return a slot's value.

        Raises:
            ValueError: if it is none of that kind: then the phrase means nothing.

        """
        value = self.get(label, kind)
        if value is None:
            raise ValueError(f"the slot {label} has no value of the kind {kind.__name__}")
        return value

    def value(self, label: str) -> PartValue | None:
        """Return a slot's value of any kind, or None."""
        return self._values.get(label)

    def number(self, label: str) -> int | None:
        """Return a whole number of a slot, or None."""
        value = self._values.get(label)
        return int(value) if isinstance(value, (int, float)) else None

    def count(self, label: str) -> int:
        """Return a whole number of a slot.

        Raises:
            ValueError: if there is none.

        """
        value = self.number(label)
        if value is None:
            raise ValueError(f"the slot {label} has no number")
        return value

    def text(self, label: str) -> str:
        """Return a slot's code, or an empty text."""
        return self.get(label, str) or ""


if TYPE_CHECKING:
    Action = Callable[..., PartValue | None]
