"""Reads a report's JSON, and believes nothing of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from vizsla.errors import OptionError

__all__ = ["ReportFields"]


class ReportFields:
    """A JSON object whose fields are checked as they are read.

    Raises:
        OptionError: it is not an object, or a field is not what it should be.

    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise _wrong("it", "an object", value)
        self._value: Mapping[str, Any] = value

    def text(self, name: str) -> str:
        """Return a text."""
        return self.a_text(self._value.get(name), name)

    def text_or_none(self, name: str) -> str | None:
        """Return a text, or None where there is none."""
        value = self._value.get(name)
        return None if value is None else self.a_text(value, name)

    def truth(self, name: str) -> bool:
        """Return true or false."""
        value = self._value.get(name)
        if not isinstance(value, bool):
            raise _wrong(name, "true or false", value)
        return value

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        return self.a_share(self._value.get(name), name)

    def share_or_none(self, name: str) -> float | None:
        """Return a number from 0 to 1, or None where there is none."""
        return None if self._value.get(name) is None else self.share(name)

    def count(self, name: str) -> int:
        """Return a whole number from 0."""
        value = self._value.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise _wrong(name, "a whole number from 0", value)
        return value

    def items(self, name: str, default: list[Any] | None = None) -> list[Any]:
        """Return a list."""
        value = self._value.get(name, default)
        if not isinstance(value, list):
            raise _wrong(name, "a list", value)
        return value

    def pairs(self, name: str) -> list[tuple[Any, Any]]:
        """Return a list of pairs; a missing one is empty."""
        pairs = self.items(name, [])
        for each in pairs:
            if not isinstance(each, list) or len(each) != 2:  # noqa: PLR2004 - a pair
                raise _wrong(name, "a list of pairs", each)
        return [(first, second) for first, second in pairs]

    @staticmethod
    def a_text(value: object, name: str = "an item") -> str:
        """Return the value, which is a text."""
        if not isinstance(value, str):
            raise _wrong(name, "a text", value)
        return value

    @staticmethod
    def a_number(value: object, name: str = "an item") -> float:
        """Return the value, which is a number from 0."""
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or value < 0
        ):
            raise _wrong(name, "a number from 0", value)
        return float(value)

    @staticmethod
    def a_share(value: object, name: str = "an item") -> float:
        """Return the value, which is a number from 0 to 1."""
        number = ReportFields.a_number(value, name)
        if number > 1:
            raise _wrong(name, "a number from 0 to 1", value)
        return number


def _wrong(name: str, wanted: str, value: object) -> OptionError:
    return OptionError(
        f"this is not a test report: {name} should be {wanted}, and is {value!r:.80}; "
        "give what Report.to_dict() or to_json() returned"
    )
