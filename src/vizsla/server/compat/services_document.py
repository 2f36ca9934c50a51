"""Adds the routes of other services to the server's OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.openapi_schemas import ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.server.compat.base import CompatService
    from vizsla.server.server_settings import ServerSettings
    from vizsla.server.service_shape import ServiceShape

__all__ = ["add_services", "json_content"]

JSON = "application/json"
STATUSES = {
    "400": "The request, an option or the input can't be used.",
    "401": "There is no valid key.",
    "403": "The key, or the website, may not do that.",
    "404": "There is no such thing here.",
    "408": "The body came too slowly.",
    "413": "The request or the input is too large.",
    "415": "The input is in no format that is read.",
    "429": "The key has made too many calls, or the server has too much to do; see Retry-After.",
    "500": "The server failed.",
    "503": "The server's storage can't be reached.",
}


def add_services(
    document: dict[str, Any], services: Sequence[CompatService], settings: ServerSettings
) -> None:
    """Add the routes of services to a document.

    Args:
        document: the document, which is changed.
        services: the services.
        settings: the server's settings.

    """
    parts = document["components"]
    for service in services:
        shape = service.shape
        parts["schemas"] |= service.schemas
        parts["schemas"][_error_name(shape)] = service.error_schema
        schemes = _schemes(shape)
        parts["securitySchemes"] |= schemes
        more: dict[str, Any] = {"tags": [shape.name]}
        if settings.needs_keys:
            more["security"] = [{each: []} for each in ("key", *schemes)]
        for operations in service.operations:
            for path, methods in operations(settings).items():
                document["paths"][path] = {
                    method: {**more, **each, "responses": {**each["responses"], **_errors(shape)}}
                    for method, each in methods.items()
                }


def json_content(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a body or a response that is JSON of a schema."""
    return {JSON: {"schema": schema}}


def _error_name(shape: ServiceShape) -> str:
    return f"{shape.name.replace(' ', '')}Error"


def _errors(shape: ServiceShape) -> dict[str, Any]:
    content = json_content(ref(_error_name(shape)))
    return {
        status: {"description": words, "content": content} for status, words in STATUSES.items()
    }


def _schemes(shape: ServiceShape) -> dict[str, Any]:
    found = {each: {"type": "apiKey", "in": "header", "name": each} for each in shape.key_headers}
    if shape.key_parameter is not None:
        name = shape.key_parameter
        found[name] = {"type": "apiKey", "in": "query", "name": name}
    return found
