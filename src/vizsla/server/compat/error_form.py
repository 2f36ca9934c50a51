"""What the errors of the other services have in common."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla.server.openapi_schemas import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.errors import VizslaError

__all__ = ["code_of", "error_schema", "their_status"]

_BAD_INPUTS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}


def their_status(problem: Mapping[str, Any]) -> int:
    """Return the status of an error there: all that is wrong with an input is 400.

    Args:
        problem: the error's problem details.

    """
    status = HTTPStatus(problem["status"])
    return HTTPStatus.BAD_REQUEST if status in _BAD_INPUTS else status


def code_of(error: VizslaError, codes: Mapping[type[VizslaError], str]) -> str:
    """Return the code of an error; a class that is missing has its base's.

    Args:
        error: the error.
        codes: the service's codes, ``VizslaError`` among their classes.

    """
    return next(codes[each] for each in type(error).__mro__ if each in codes)


def error_schema(*above: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    """Return the JSON Schema of an error with a code and a message.

    Args:
        above: the names of the objects that hold it, the outermost first.
        more: the schemas of further fields, by name.

    """
    found: dict[str, Any] = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": TEXT, "message": TEXT, **more},
    }
    for name in reversed(above):
        found = {"type": "object", "required": [name], "properties": {name: found}}
    return found
