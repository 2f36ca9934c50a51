"""Read typed values from a parsed JSON object, and name the field that is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, NoReturn, TypeVar

if TYPE_CHECKING:
    from typing import Self

    from vizsla.errors import VizslaError

__all__ = ["JsonFields"]

T = TypeVar("T")
SHA256 = re.compile(r"[0-9a-f]{64}\Z")
MOST = (1 << 63) - 1  # the largest integer that databases and other languages hold
SHOWN = 80  # characters of a wrong value: a line's worth


class JsonFields:
    """A JSON object whose fields are read by name and type.

    A subclass sets the class of the error and the way out, for one kind of document.

    Args:
        value: the parsed JSON value.
        where: the object's name in messages: ``function.json: threshold``.

    Attributes:
        ERROR: the class of the error that the constructor and every method raise when the value
            is not an object, or a field is missing or has another type.
        WAY_OUT: the last sentence of each message, without its full stop.

    """

    ERROR: ClassVar[type[VizslaError]]
    WAY_OUT: ClassVar[str]

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise self.ERROR(f"{where} must be an object; it is {_shown(value)}. {self.WAY_OUT}")
        self._value: Mapping[str, object] = value
        self._where = where

    def refuse(self, name: str, why: str) -> NoReturn:
        """Raise an error about a field."""
        shown = _shown(self._value[name]) if name in self._value else "missing"
        raise self.ERROR(f"{self._where}: {name!r} {why}; it is {shown}. {self.WAY_OUT}")

    def has(self, name: str) -> bool:
        """Return whether the field exists and is not null."""
        return self._value.get(name) is not None

    def text(self, name: str) -> str:
        """Return a string."""
        return self._get(name, str, "a text")

    def text_or_none(self, name: str) -> str | None:
        """Return a string, or None where the field is null or missing."""
        return self.text(name) if self.has(name) else None

    def boolean(self, name: str) -> bool:
        """Return true or false."""
        return self._get(name, bool, "true or false")

    def integer(self, name: str, least: int = 0) -> int:
        """Return an integer from the least to 2^63 - 1; 1.0 is one, as in JSON Schema."""
        found = self._value.get(name)
        if isinstance(found, float) and found.is_integer():
            value = int(found)
        else:
            value = self._get(name, int, "a whole number")
        if value < least:
            self.refuse(name, f"must be at least {least}")
        if value > MOST:
            self.refuse(name, f"must be at most {MOST}")
        return value

    def number(self, name: str, least: float = -math.inf, most: float = math.inf) -> float:
        """Return a finite number between the bounds."""
        value = self._value.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(name, "must be a number")
        try:
            number = float(value)
        except OverflowError:  # an integer of more than 308 digits
            number = math.inf
        if not (math.isfinite(number) and least <= number <= most):
            self.refuse(name, f"must be from {least:g} to {most:g}")
        return number

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        return self.number(name, 0, 1)

    def share_or_none(self, name: str) -> float | None:
        """Return a number from 0 to 1, or None where the field is null or missing."""
        return self.share(name) if self.has(name) else None

    def sha256(self, name: str) -> str:
        """Return a sha256 in hex."""
        value = self.text(name)
        if not SHA256.match(value):
            self.refuse(name, "must be a sha256 of 64 hex digits")
        return value

    def inner(self, name: str) -> Self:
        """Return the object in the field."""
        if name not in self._value:
            self.refuse(name, "must be an object")
        return type(self)(self._value[name], f"{self._where}: {name}")

    def items(self, name: str) -> list[object]:
        """Return the list in the field, of any values."""
        return self._get(name, list, "a list")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings."""
        values = [each for each in self.items(name) if isinstance(each, str)]
        if len(values) < len(self.items(name)):
            self.refuse(name, "must be a list of texts")
        return tuple(values)

    def numbers(self, name: str, least: float = -math.inf) -> tuple[float, ...]:
        """Return a list of finite numbers that are not below the least."""
        return tuple(
            self._item(name, position, {"number": each}).number("number", least)
            for position, each in enumerate(self.items(name))
        )

    def pairs(self, name: str) -> list[Self]:
        """Return a list of pairs, each as an object of the fields ``first`` and ``second``."""
        pairs = []
        for position, each in enumerate(self.items(name)):
            if not isinstance(each, list) or len(each) != 2:  # noqa: PLR2004 - a pair
                self.refuse(name, "must be a list of pairs")
            pairs.append(self._item(name, position, {"first": each[0], "second": each[1]}))
        return pairs

    def objects(self, name: str) -> list[Self]:
        """Return a list of objects."""
        return [self._item(name, position, each) for position, each in enumerate(self.items(name))]

    def named_texts(self, name: str) -> dict[str, str]:
        """Return an object whose values are strings."""
        values = self._get(name, dict, "an object")
        if not all(isinstance(each, str) for each in values.values()):
            self.refuse(name, "must be an object of texts")
        return dict(values)

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return the object in the field, of any values."""
        return self._get(name, dict, "an object")

    def named_lists(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return an object whose values are lists of strings."""
        values = self._get(name, dict, "an object")
        for each in values.values():
            if not isinstance(each, list) or not all(isinstance(one, str) for one in each):
                self.refuse(name, "must be an object of lists of texts")
        return {str(key): tuple(each) for key, each in values.items()}

    def named(self, name: str) -> dict[str, Self]:
        """Return an object whose values are objects."""
        values = self._get(name, dict, "an object")
        return {
            str(key): type(self)(each, f"{self._where}: {name}: {key}")
            for key, each in values.items()
        }

    def scalars(self) -> dict[str, bool | float | str | None]:
        """Return all fields of an object that holds only texts, numbers, true, false and null."""
        found: dict[str, bool | float | str | None] = {}
        for name, each in self._value.items():
            if each is not None and not isinstance(each, bool | int | float | str):
                self.refuse(name, "must be a text, a number, true, false or null")
            if isinstance(each, float) and not math.isfinite(each):
                self.refuse(name, "must be finite")
            if isinstance(each, int) and not abs(each) <= MOST:
                self.refuse(name, f"must be at most {MOST}")
            found[str(name)] = each
        return found

    def _get(self, name: str, kind: type[T], article: str) -> T:
        value = self._value.get(name)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(name, f"must be {article}")
        return value

    def _item(self, name: str, position: int, value: object) -> Self:
        return type(self)(value, f"{self._where}: {name}[{position}]")


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # Python writes no integer of more than 4,300 digits
        return f"a {type(value).__name__} that is too large to show"
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."
