"""Types of JSON in words, with links to the page that lists those that have a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown import escaped, table

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMAS = "http-types.md"
_LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "maxLength": "up to {:,} characters",
    "maxItems": "up to {:,}",
    "minItems": "at least {:,}",
    "default": "by default `{}`",
}
_HEAD = """# HTTP: types

The JSON that requests and answers hold. A field without "optional" is always there.
"""


def type_of(schema: Any, page: str = SCHEMAS) -> str:  # noqa: ANN401 - any JSON schema
    """Return a type in Markdown.

    Args:
        schema: a JSON schema.
        page: the page with the types that have a name; "" for the page itself.

    """
    if not isinstance(schema, dict):
        return "anything"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{escaped(name)}]({page}#{anchor(name)})"
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return " or ".join(dict.fromkeys(type_of(each, page) for each in schema[key]))
    if "const" in schema:
        return f"`{schema['const']!r}`"
    if "enum" in schema:
        return " or ".join(f"`{each}`" for each in schema["enum"])
    return _simple(schema, page)


def _simple(schema: Mapping[str, Any], page: str) -> str:
    kind = schema.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join(type_of({**schema, "type": each}, page) for each in kind)
    if kind == "array":
        said = f"list of {type_of(schema.get('items'), page)}"
    elif kind == "object":
        inner = schema.get("additionalProperties")
        said = f"object of {type_of(inner, page)}" if isinstance(inner, dict) else "object"
    else:
        said = f"{kind} ({schema['format']})" if "format" in schema else str(kind)
    limits = [
        words.format(schema[key])
        for key, words in _LIMITS.items()
        if schema.get(key) not in (None, "")
    ]
    return ", ".join([said, *limits])


def anchor(name: str) -> str:
    """Return the anchor of a type that has a name."""
    return "type-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def schema_sections(schemas: Mapping[str, Any]) -> str:
    """Return the page of the types."""
    parts = [_HEAD]
    for name, schema in sorted(schemas.items(), key=lambda each: each[0].lower()):
        parts.append(f"## {escaped(name)} {{ #{anchor(name)} }}\n")
        if schema.get("description"):
            parts.append(f"{escaped(schema['description'])}\n")
        fields = schema.get("properties", {})
        needed = schema.get("required", ())
        rows = [
            (
                f"`{field}`",
                type_of(each, "") + ("" if field in needed else ", optional"),
                escaped(each.get("description", "")) if isinstance(each, dict) else "",
            )
            for field, each in fields.items()
        ]
        parts.append(
            table(("field", "type", "meaning"), rows) if rows else f"{type_of(schema, '')}\n"
        )
    return "\n".join(parts)
