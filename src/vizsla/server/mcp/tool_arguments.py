"""Reads the arguments of a tool: one input, and the options of the call."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from vizsla.errors import InputFormatError, OptionError, RequestError
from vizsla.modalities.limits import check_byte_count
from vizsla.server.mcp.tool_schemas import SOURCES
from vizsla.server.request_inputs import RequestInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema import ValidationError

    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["ToolCall", "read_arguments"]

CONTENT = "the content"
_DATA_URL = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ANY_TYPE = ("", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The arguments of a tool.

    Attributes:
        given: the input; None where ``path`` names it.
        path: the path of the input's file.
        options: the options of the call.

    """

    given: RequestInput | None
    path: str
    options: dict[str, Any]


def read_arguments(
    arguments: Mapping[str, Any],
    schema: Mapping[str, Any],
    modality: Modality[Any],
    limits: Limits,
) -> ToolCall:
    """Check and read the arguments of a tool.

    Args:
        arguments: the arguments, by name.
        schema: the tool's input schema.
        modality: the modality of the function.
        limits: the most bytes of the input.

    Raises:
        OptionError: an argument is unknown, or no such value.
        RequestError: there is no input, or more than one.
        InputFormatError: the content is not in base64, or of another media type.
        InputTooLargeError: the content has too many bytes.

    """
    for error in Draft202012Validator(schema).iter_errors(arguments):
        raise _refusal(error, schema)
    sources = [each for each in SOURCES if each in arguments]
    if len(sources) != 1:
        takes = [each for each in SOURCES if each in schema["properties"]]
        raise RequestError(
            f"give one {modality.singular}, as {' or '.join(takes)}"
            + (f"; here are {' and '.join(sources)}" if sources else "")
        )
    (source,) = sources
    options = {
        name: _python(value, schema["properties"][name])
        for name, value in arguments.items()
        if name not in (*SOURCES, "mime_type")
    }
    value = arguments[source]
    if source == "path":
        return ToolCall(None, value, options)
    if source == "content":
        content = _decoded(value, arguments.get("mime_type", ""), modality, limits)
        return ToolCall(RequestInput(CONTENT, content=content), "", options)
    if source == "url":
        return ToolCall(RequestInput("url", url=value), "", options)
    return ToolCall(RequestInput("text", text=value), "", options)


def _python(value: Any, schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Return a value as a function takes it: JSON tells 3 and 3.0 apart in no way."""
    if schema["type"] == "integer":
        return int(value)
    return tuple(value) if schema["type"] == "array" else value


def _decoded(text: str, mime_type: str, modality: Modality[Any], limits: Limits) -> bytes:
    match = _DATA_URL.match(text)
    start = 0
    if match is not None:
        if not match[2].lower().endswith(";base64"):
            raise InputFormatError("the data: URL is not in base64; write data:...;base64,...")
        mime_type, start = match[1] or mime_type, match.end()
    kind = mime_type.strip().lower()
    if kind not in _ANY_TYPE and not kind.startswith(f"{modality.name}/"):
        raise InputFormatError(
            f"{CONTENT} is of the type {mime_type!r:.80}, and this function takes {modality.plural}"
        )
    # Four letters are three bytes; counted before they are made.
    check_byte_count((len(text) - start) * 3 // 4 - 2, CONTENT, limits)
    letters = text[start:]
    try:
        return base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):  # perhaps it is in lines
        try:
            return base64.b64decode(_SPACE.sub("", letters), validate=True)
        except (binascii.Error, ValueError) as error:
            raise InputFormatError(
                f"{CONTENT} is not in base64 ({error!s:.80}); encode the file's bytes"
            ) from error


def _refusal(error: ValidationError, schema: Mapping[str, Any]) -> OptionError | RequestError:
    properties = schema["properties"]
    if error.validator == "required":
        missing = [each for each in schema["required"] if each not in error.instance]
        return RequestError(f"the argument {', '.join(missing)} is missing")
    if error.validator == "additionalProperties":
        unknown = next(each for each in error.instance if each not in properties)
        return OptionError(
            f"there is no argument {unknown!r:.80} here; it takes {', '.join(properties)}"
        )
    name = str(error.absolute_path[0])
    value = f"{error.instance!r:.80}"
    return OptionError(f"{name}={value} is not {_wanted(properties[name])}")


def _wanted(schema: Mapping[str, Any]) -> str:
    """Return what a value may be, in words."""
    kinds = {
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "string": "a text that has letters",
        "object": "an object",
        "array": "a list of texts",
    }
    words = kinds[schema["type"]]
    if "minimum" in schema:
        words += f" from {schema['minimum']}"
    if "maximum" in schema:
        words += f" to {schema['maximum']}"
    return words
