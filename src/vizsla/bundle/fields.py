"""Takes typed values out of a parsed JSON object, and says exactly what is wrong with one."""

from __future__ import annotations

import math
import re
from typing import Any, NoReturn, TypeVar

from vizsla.errors import BundleDamagedError

__all__ = ["Fields"]

T = TypeVar("T")
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Fields:
    """A JSON object whose fields are asked for by name and type.

    Args:
        value: the parsed JSON value.
        where: what it is, for messages: ``function.json: threshold``.

    Raises:
        BundleDamagedError: it is not an object; and from each method, the field is not there or
            not of its type.

    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BundleDamagedError(f"{where} must be an object, not {_shown(value)}")
        self._value = value
        self._where = where

    def _get(self, name: str, kind: type[T], what: str) -> T:
        value = self._value.get(name)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(name, f"must be {what}")
        return value

    def refuse(self, name: str, why: str) -> NoReturn:
        """Raise that the field is wrong."""
        shown = _shown(self._value[name]) if name in self._value else "missing"
        raise BundleDamagedError(
            f"{self._where}: {name!r} {why}; it is {shown}. Publish the function anew, or copy "
            "its bundle again"
        )

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not null."""
        return self._value.get(name) is not None

    def text(self, name: str) -> str:
        """Return a string."""
        return self._get(name, str, "a text")

    def integer(self, name: str, least: int = 0) -> int:
        """Return a whole number that is not below the least."""
        value = self._get(name, int, "a whole number")
        if value < least:
            self.refuse(name, f"must be at least {least}")
        return value

    def number(self, name: str, least: float = -math.inf, most: float = math.inf) -> float:
        """Return a finite number between the bounds."""
        value = self._value.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(name, "must be a number")
        number = float(value)
        if not (math.isfinite(number) and least <= number <= most):
            self.refuse(name, f"must be from {least:g} to {most:g}")
        return number

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        return self.number(name, 0, 1)

    def share_or_none(self, name: str) -> float | None:
        """Return a number from 0 to 1, or None where it is null or not there."""
        return self.share(name) if self.has(name) else None

    def sha256(self, name: str) -> str:
        """Return a sha256 in hex."""
        value = self.text(name)
        if not SHA256.match(value):
            self.refuse(name, "must be a sha256 of 64 hex digits")
        return value

    def inner(self, name: str) -> Fields:
        """Return the object in the field."""
        return Fields(self._value.get(name), f"{self._where}: {name}")

    def items(self, name: str) -> list[Any]:
        """Return the list in the field."""
        return self._get(name, list, "a list")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings."""
        values = self.items(name)
        if not all(isinstance(each, str) for each in values):
            self.refuse(name, "must be a list of texts")
        return tuple(values)

    def named_texts(self, name: str) -> dict[str, str]:
        """Return an object whose values are strings."""
        values = self._get(name, dict, "an object")
        if not all(isinstance(each, str) for each in values.values()):
            self.refuse(name, "must be an object of texts")
        return dict(values)

    def objects(self, name: str) -> list[Fields]:
        """Return a list of objects."""
        return [
            Fields(each, f"{self._where}: {name}[{number}]")
            for number, each in enumerate(self.items(name))
        ]

    def named(self, name: str) -> dict[str, Fields]:
        """Return an object whose values are objects."""
        values = self._get(name, dict, "an object")
        return {
            str(key): Fields(each, f"{self._where}: {name}: {key}") for key, each in values.items()
        }


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - a line's worth
