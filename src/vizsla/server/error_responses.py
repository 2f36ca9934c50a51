"""Makes the response that an error gets: problem details, or the form of another service."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response

from vizsla import errors
from vizsla.server.problems import PROBLEM, problem
from vizsla.server.service_shape import shape_of

if TYPE_CHECKING:
    from starlette.types import Scope

    from vizsla.errors import VizslaError

__all__ = ["error_response", "request_id"]


def error_response(error: VizslaError, scope: Scope) -> Response:
    """Return the response.

    Args:
        error: the error.
        scope: the request's scope, which says for which service its program was written.

    """
    found = problem(error, request_id(scope))
    shape, status, body, kind = shape_of(scope), found["status"], found, PROBLEM
    headers = {}
    if shape is not None:
        (status, body), kind = shape.error(error, found), "application/json"
    if isinstance(error, errors.RateLimitError | errors.ServerBusyError):
        headers["Retry-After"] = str(error.retry_after)
        if shape is not None:  # those programs repeat a request at once after 503, also a POST
            status = HTTPStatus.TOO_MANY_REQUESTS
    if isinstance(error, errors.AccessError) and shape is None:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(json.dumps(body), status, headers, kind)


def request_id(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope.get("request_id", ""))
