"""A number that was read: its place among the tokens, and its value."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ReadNumber", "subtype_of"]


class ReadNumber(NamedTuple):
    """A number of a text.

    Attributes:
        start, end: its first token, and the token after it.
        value: its value.
        subtype: ``integer``, ``decimal``, ``fraction`` or ``power``.
        spoken_ratio: whether it is a fraction such as "one out of three".

    """

    start: int
    end: int
    value: float
    subtype: str
    spoken_ratio: bool = False


def subtype_of(value: float) -> str:
    """Return what a number without a fraction's line is: integer or decimal."""
    return "integer" if value == int(value) else "decimal"
