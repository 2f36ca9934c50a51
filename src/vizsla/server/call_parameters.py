"""The options of a call as the parameters of an address: ``?top=3&within=dog``."""

from __future__ import annotations

import functools
import inspect
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from vizsla.functions.base import Function

__all__ = ["PARAMETERS", "CallParameter", "call_parameters", "read_parameters"]

_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)
_DECIMAL = re.compile(r"\d*\.?\d+(?:e-?\d{1,3})?\Z", re.ASCII)
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class CallParameter:
    """A parameter of a call.

    Attributes:
        name: the option's name.
        description: the option's meaning, for the documentation.
        schema: the JSON Schema of its values.
        read: turns the text of the address into a value; None for a text that is none.

    """

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]


_SOME_TEXT = {"type": "string", "minLength": 1}


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.match(text) else None


def _decimal(text: str) -> float | None:
    return float(text) if _DECIMAL.match(text) else None


def _words(text: str) -> tuple[str, ...] | None:
    return tuple(each.strip() for each in text.split(",") if each.strip()) or None


def _cells(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(name: str, description: str) -> CallParameter:
    return CallParameter(name, description, _SOME_TEXT, lambda text: text or None)


def _truth(name: str, description: str) -> CallParameter:
    return CallParameter(name, description, {"type": "boolean"}, _TRUTHS.get)


_LEAST_ONE = {"type": "integer", "minimum": 1}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
PARAMETERS: Mapping[str, CallParameter] = {
    each.name: each
    for each in (
        CallParameter("top", "The number of alternatives.", _LEAST_ONE, _whole),
        CallParameter(
            "threshold",
            "The least score of a sure answer (of a detector: of a box).",
            _SHARE,
            _decimal,
        ),
        _text("within", "A kind, such as `dog`, to which answers are limited."),
        CallParameter(
            "columns",
            "The cells of each input's columns of metadata, as an object of JSON: "
            '`{"place": "garden"}`.',
            {"type": "string", "contentMediaType": "application/json"},
            _cells,
        ),
        _text("label", "The label to explain; by default the answer's."),
        _text(
            "language", "The language of the text, such as `en`; by default told from its words."
        ),
        CallParameter(
            "kinds",
            "The kinds of entities to find, with commas: `currency,age`.",
            _SOME_TEXT,
            _words,
        ),
        _text(
            "reference", "The moment that dates are resolved against, such as `2026-11-29T14:00`."
        ),
        _text("zone", "Where the text was written, such as `Europe/Berlin`."),
        _text("voice", "The voice that speaks, such as `heart` or `george`."),
        CallParameter(
            "speed",
            "How quickly it speaks; 1 as the voice does by itself.",
            {"type": "number", "minimum": 0.5, "maximum": 2},
            _decimal,
        ),
        _truth("ssml", "Whether the text is SSML."),
        _truth("check", "Whether the sound is heard, so that the score is this sound's."),
        _truth("words", "Whether to find out when each word of a sound is said: it takes longer."),
        _truth("percent_mode", 'Whether "one out of three" is a percentage, not a number.'),
        _truth("relative_ordinals", 'Whether "next" and "last" are ordinals.'),
        _truth("closed_ranges", 'Whether "between 20 and 30" contains 30.'),
    )
}


@functools.cache
def call_parameters(kind: type[Function[Any, Any]], method: str = "__call__") -> tuple[str, ...]:
    """Return the names of the parameters that a method of a kind takes over HTTP."""
    names = inspect.signature(getattr(kind, method)).parameters
    return tuple(each for each in names if each in PARAMETERS)


def read_parameters(query: Iterable[tuple[str, str]], allowed: tuple[str, ...]) -> dict[str, Any]:
    """Return the options of an address.

    Args:
        query: the names and texts of the address's parameters.
        allowed: the names that the function takes.

    Raises:
        OptionError: a parameter is unknown, stands twice, or its text is no such value.

    """
    options: dict[str, Any] = {}
    for name, text in query:
        if name not in allowed:
            takes = f"it takes {', '.join(allowed)}" if allowed else "it takes none"
            raise OptionError(f"there is no parameter {name!r:.80} here; {takes}")
        if name in options:
            raise OptionError(f"the parameter {name} stands twice; give it once")
        value = PARAMETERS[name].read(text)
        if value is None:
            kind = PARAMETERS[name].schema["type"]
            raise OptionError(f"{name}={text!r:.80} is no {kind} that it may be; see /openapi.json")
        options[name] = value
    return options
