"""Describes the routes of routers for the OpenAPI document.

Paths, methods and summaries are those of the routes; what a route takes and answers is in a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vizsla.server.compat.services_document import json_content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fastapi import APIRouter

__all__ = ["NOTHING", "Described", "route_operations"]

_PLACES = re.compile(r"\{([^}]*)\}")
WORDS = {
    "200": "The result.",
    "201": "It was made.",
    "202": "It was asked for.",
    "204": "It is done.",
    "207": "Some were done; of the others, the answer says why not.",
}


@dataclass(frozen=True, slots=True)
class Described:
    """What a route takes and answers.

    Attributes:
        content: the content of an answer, by media type; empty for none.
        statuses: the statuses of answers that are no errors.
        query: the names of the parameters of the address.
        required: those that there must be.
        body: the content of the body, by media type; empty for none.
        needs_body: whether a request must have a body, where it may have one.

    """

    content: Mapping[str, Any]
    statuses: tuple[str, ...] = ("200",)
    query: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)
    needs_body: bool = True

    @classmethod
    def of(cls, schema: Mapping[str, Any], **more: Any) -> Described:  # noqa: ANN401 - see above
        """Return what a route takes whose answer is JSON of a schema."""
        return cls(json_content(dict(schema)), **more)


NOTHING = Described({}, ("204",))


def route_operations(
    routers: Iterable[APIRouter],
    described: Mapping[str, Described],
    parameters: Mapping[str, Mapping[str, Any]],
    prefix: Callable[[str], str],
) -> dict[str, dict[str, Any]]:
    """Return the operations of routers by path and method, without those that are not listed.

    Args:
        routers: the routers.
        described: what each route takes and answers, by the name of its function.
        parameters: schemas and descriptions of parameters, of paths and after them, by name.
        prefix: returns what the ids of a path's operations begin with.

    """
    found: dict[str, dict[str, Any]] = {}
    for router in routers:
        for route in router.routes:
            each: Any = route
            if not each.include_in_schema:
                continue
            operation = _operation(each, described[each.endpoint.__name__], parameters, prefix)
            for method in each.methods:
                found.setdefault(each.path, {})[method.lower()] = operation
    return found


def _operation(
    route: Any,  # noqa: ANN401 - a route of FastAPI
    described: Described,
    parameters: Mapping[str, Mapping[str, Any]],
    prefix: Callable[[str], str],
) -> dict[str, Any]:
    words = route.endpoint.__name__.split("_")
    places = [
        {"name": each, "in": "path", "required": True, **parameters[each]}
        for each in _PLACES.findall(route.path)
    ]
    after = [
        {"name": each, "in": "query", "required": each in described.required, **parameters[each]}
        for each in described.query
    ]
    content = {"content": described.content} if described.content else {}
    found: dict[str, Any] = {
        "operationId": prefix(route.path) + "".join(each.title() for each in words),
        "summary": route.endpoint.__doc__.partition("\n")[0],
        "parameters": [*places, *after],
        "responses": {each: {"description": WORDS[each], **content} for each in described.statuses},
    }
    if described.body:
        found["requestBody"] = {"required": described.needs_body, "content": described.body}
    return found
