"""Adds the routes of projects to the server's OpenAPI document, from the types that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from vizsla.server.openapi_schemas import ref
from vizsla.server.problems import PROBLEM
from vizsla.server.projects.request_parts import RequestPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fastapi import APIRouter

__all__ = ["add_projects"]

ERRORS = {
    "400": "The request, a parameter or a field of it is wrong.",
    "401": "There is no valid key.",
    "403": "The key, or the website, may not do that.",
    "404": "There is no such project, example, label, job, run or version.",
    "408": "The body came too slowly.",
    "409": "Something else was done since: ask again for what there is now.",
    "413": "The body is too large.",
    "415": "The body, or an input, is in no format that is read.",
    "422": "An input can't be used, or there is too little to train on.",
    "429": "The key has made too many calls; see Retry-After.",
    "500": "The server failed.",
    "501": "A package that this needs is not installed on the server.",
    "503": "The storage can't be reached, or the server has too much to do; see Retry-After.",
}
FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")
TEMPLATE = "#/components/schemas/{model}"


def add_projects(document: dict[str, Any], routers: Sequence[APIRouter], tag: str) -> None:
    """Add the routes and their types.

    Args:
        document: the document, which is changed.
        routers: the routes.
        tag: what the document groups them by.

    """
    routes = [each for router in routers for each in router.routes]
    found = get_openapi(title="", version="", routes=routes)
    schemas = found.get("components", {}).get("schemas", {})
    for name in FASTAPIS_OWN:
        schemas.pop(name, None)
    bodies = [(each, "validation") for each in _parts(RequestPart)]
    _, made = models_json_schema(bodies, ref_template=TEMPLATE)  # type: ignore[arg-type] # literals
    schemas |= made.get("$defs", {})
    document["components"]["schemas"] |= schemas
    content = {PROBLEM: {"schema": ref("Problem")}}
    errors = {each: {"description": words, "content": content} for each, words in ERRORS.items()}
    for path, methods in found["paths"].items():
        for operation in methods.values():
            operation["responses"].pop("422", None)
            operation["responses"] |= errors
            operation["tags"] = [tag]
        document["paths"][path] = methods


def _parts(kind: type[RequestPart]) -> Iterator[type[RequestPart]]:
    for each in kind.__subclasses__():
        yield each
        yield from _parts(each)
