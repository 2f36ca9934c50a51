"""Reads the parameters and the body of a request as the types that a route names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, ValidationError

from vizsla.errors import RequestError
from vizsla.server.error_responses import error_response
from vizsla.server.json_body import MOST_PARTS, parse_json_body
from vizsla.server.request_body import read_body
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI
    from starlette.responses import Response

__all__ = ["RequestPart", "add_refusal", "body_of", "check_parameters", "json_body"]

MOST_BYTES = 1 << 20  # of a body that is JSON
SHOWN = 80
Part = TypeVar("Part", bound="RequestPart")


class RequestPart(BaseModel):
    """The base of what a request holds: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


def body_of(kind: type[Part], most_bytes: int = MOST_BYTES, most_parts: int = MOST_PARTS) -> Any:  # noqa: ANN401 - FastAPI's mark of a dependency
    """Return the dependency that reads a body of JSON within the limits, and checks it.

    Args:
        kind: the type of the body.
        most_bytes: the most bytes that it may have.
        most_parts: the most texts, and the most objects and lists.

    """

    async def read(request: Request) -> Part:
        service = Service.of(request)
        with service.memory.share() as share:
            body = await read_body(request, share, most_bytes, service.settings.body_seconds)
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if body and content_type != "application/json":
            raise RequestError("send the body as Content-Type: application/json", 415)
        value = parse_json_body(body, "a JSON object", most_parts) if body else {}
        try:
            return kind.model_validate(value)
        except ValidationError as error:
            raise _refusal(error.errors(include_context=False), "the body") from error

    return Depends(read)


def json_body(kind: type[RequestPart]) -> dict[str, Any]:
    """Return what the OpenAPI document says of a body that ``body_of`` reads."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
    is_needed = any(each.is_required() for each in kind.model_fields.values())
    return {"requestBody": {"required": is_needed, "content": content}}


async def check_parameters(request: Request) -> None:
    """Refuse parameters of the address that a route does not know.

    Raises:
        RequestError: there is such a parameter, or one is given twice.

    """
    known: set[str] = set()
    for each in request.scope["route"].dependant.query_params:
        kind = each.field_info.annotation
        of_model = isinstance(kind, type) and issubclass(kind, BaseModel)
        known |= {*kind.model_fields} if of_model else {each.alias}
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            there = f"; there are {', '.join(sorted(known))}" if known else ""
            raise RequestError(f"there is no parameter {name!r:.80} here{there}")
        if given.count(name) > 1:
            raise RequestError(f"the parameter {name!r} is given twice")


def add_refusal(app: FastAPI) -> None:
    """Let an application answer a parameter that is none as it answers every error."""
    app.add_exception_handler(RequestValidationError, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these alone
    return error_response(_refusal(error.errors(), "the request"), request.scope)


def _refusal(found: Sequence[Mapping[str, Any]], where: str) -> RequestError:
    first = found[0]
    place = ".".join(str(each) for each in first["loc"] if each not in {"query", "path"})
    given = first.get("input")
    shown = f", not {given!r:.{SHOWN}}" if isinstance(given, str | int | float) else ""
    return RequestError(f"{place[:SHOWN] or where}: {first['msg']}{shown}")
