"""Reads the fields of an export, and collects what of it is not read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant import EntitySpan, Unread
from vizsla.json_fields import JsonFields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.errors import VizslaError

__all__ = ["ExportFields", "UnreadParts", "character_places", "checked_span"]

_NOT_KNOWN = "it is not known here"
_TWO_UNITS = "\uffff"  # a character above it takes two UTF-16 code units


class ExportFields(JsonFields):
    """A JSON object of an export. Each method raises an InputFormatError that names the field."""

    ERROR: ClassVar[type[VizslaError]] = InputFormatError
    WAY_OUT: ClassVar[str] = "Export the app again, or mend the file there"

    @property
    def where(self) -> str:
        """The object's name in messages."""
        return self._where

    def names(self) -> list[str]:
        """Return the names of the fields."""
        return [str(each) for each in self._value]

    def value(self, name: str) -> object:
        """Return a field's value, whatever it is; None where it is missing."""
        return self._value.get(name)

    def listed(self, name: str) -> list[ExportFields]:
        """Return a list of objects; an empty one where the field is missing or null."""
        return list(self.objects(name)) if self.has(name) else []

    def texts_or_none(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; an empty one where the field is missing or null."""
        return self.texts(name) if self.has(name) else ()

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false, the default where the field is missing or null."""
        return self.boolean(name) if self.has(name) else default

    def others(self, *known: str) -> list[str]:
        """Return the fields that are none of the known ones, and not empty."""
        empty: tuple[object, ...] = (None, "", [], {})
        return [
            str(key) for key, each in self._value.items() if key not in known and each not in empty
        ]


class UnreadParts:
    """What of an export can't be carried over, each kind of part once, with its number."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, name: str, reason: str = _NOT_KNOWN) -> None:
        """Add a part."""
        self._counts[name, reason] += 1

    def add_others(self, kind: str, fields: ExportFields, *known: str) -> None:
        """Add the fields of an object that are none of the known ones, and not empty."""
        for key in fields.others(*known):
            self.add(f"{kind}: {key!r}")

    def all(self) -> tuple[Unread, ...]:
        """Return the parts."""
        return tuple(Unread(*part, count) for part, count in self._counts.items())


def character_places(text: str, places: Iterable[int]) -> list[int]:
    """Return places in characters for places in UTF-16 code units, as .NET and JavaScript count.

    A place within a character is its beginning. A place behind the text's end stays behind it.
    """
    if text.isascii() or max(text) <= _TWO_UNITS:
        return list(places)
    starts: list[int] = []
    for number, letter in enumerate(text):
        starts += [number] * (2 if letter > _TWO_UNITS else 1)
    starts.append(len(text))
    behind = len(text) - len(starts) + 1
    return [starts[each] if each < len(starts) else each + behind for each in places]


def checked_span(span: EntitySpan, text: str, where: str) -> EntitySpan:
    """Return a span.

    Args:
        span: the span.
        text: its text.
        where: its place in the export, for messages.

    Raises:
        InputFormatError: it is not within the text, or empty.

    """
    if 0 <= span.start < span.end <= len(text):
        return span
    raise InputFormatError(
        f"{where}: the entity {span.entity!r:.80} is from character {span.start} up to {span.end}, "
        f"and the text has {len(text)}: {text!r:.80}. {ExportFields.WAY_OUT}"
    )
