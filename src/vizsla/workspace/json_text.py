"""JSON values as text, in which the database keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vizsla.errors import OptionError, WorkspaceDamagedError

if TYPE_CHECKING:
    from vizsla.json_value import JSONValue

__all__ = ["object_from_text", "text_from_json", "unreadable", "value_from_text"]


def text_from_json(value: object, name: str) -> str:
    """Return a value as JSON text.

    Args:
        value: dicts with text keys, lists, text, finite numbers, booleans and None.
        name: the value's name, for messages.

    Raises:
        OptionError: JSON can't hold the value.

    """
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise OptionError(
            f"{name} can't be stored as JSON ({error}); use text, finite numbers, lists and dicts"
        ) from error


def value_from_text(text: str, name: str) -> JSONValue:
    """Read a value that ``text_from_json`` wrote.

    Raises:
        WorkspaceDamagedError: the text is no JSON.

    """
    try:
        found: JSONValue = json.loads(text)
    except (TypeError, ValueError) as error:
        raise unreadable(text, name) from error
    return found


def object_from_text(text: str, name: str) -> dict[str, JSONValue]:
    """Read a JSON object that ``text_from_json`` wrote.

    Raises:
        WorkspaceDamagedError: the text is no JSON object.

    """
    found = value_from_text(text, name)
    if not isinstance(found, dict):
        raise unreadable(text, name)
    return found


def unreadable(text: object, name: str) -> WorkspaceDamagedError:
    """Return the error for a stored text that was altered."""
    return WorkspaceDamagedError(
        f"{name} can't be read from the database: {text!r:.80}; restore it from a backup"
    )
