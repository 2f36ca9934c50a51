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
    shape, body, kind = shape_of(scope), found, PROBLEM
    headers = {}
    if shape is not None:
        if isinstance(error, errors.ServerBusyError):
            # After 503 some of those programs repeat a request at once, also a POST.
            found["status"] = HTTPStatus.TOO_MANY_REQUESTS
        found["status"], body = shape.error(error, {**found, "instance": scope["path"]})
        kind = "application/json"
    elif isinstance(error, errors.AccessError):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.RateLimitError | errors.ServerBusyError):
        headers["Retry-After"] = str(error.retry_after)
    return Response(json.dumps(body), found["status"], headers, kind)


def request_id(scope: Scope) -> str:
    """Return the id of a request."""
    return str(scope.get("request_id", ""))
