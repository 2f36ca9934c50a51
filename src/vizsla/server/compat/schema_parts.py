"""Parts of JSON Schemas that the documents of the services share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BINARY",
    "SHARE",
    "TIME",
    "TRUTH",
    "UUID",
    "WHOLE",
    "list_of",
    "maybe",
    "object_of",
]

BINARY = {"type": "string", "format": "binary"}
UUID = {"type": "string", "format": "uuid"}
TIME = {"type": "string", "format": "date-time"}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
WHOLE = {"type": "integer", "minimum": 0}
TRUTH = {"type": "boolean"}


def object_of(fields: Mapping[str, Any], **optional: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the schema of an object.

    Args:
        fields: the schemas of the fields that it always has.
        optional: those of the fields that it may have.

    """
    return {"type": "object", "required": list(fields), "properties": {**fields, **optional}}


def list_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": dict(item)}


def maybe(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a value of one type that may be null."""
    return {**schema, "type": [schema["type"], "null"]}
