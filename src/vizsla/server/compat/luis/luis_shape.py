"""The keys and errors of LUIS, of prediction and authoring alike."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla.server.compat.error_form import their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.errors import VizslaError

__all__ = ["LUIS", "ROOT"]

ROOT = "/luis"
CODES = {
    HTTPStatus.BAD_REQUEST: "BadArgument",
    HTTPStatus.UNAUTHORIZED: "Unauthorized",
    HTTPStatus.FORBIDDEN: "Forbidden",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.TOO_MANY_REQUESTS: "TooManyRequests",
    HTTPStatus.SERVICE_UNAVAILABLE: "TooManyRequests",  # it is answered with 429
}


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    del error
    status = their_status(problem)
    code = CODES.get(HTTPStatus(status))
    if code is None:
        code = "InternalServerError" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "BadRequest"
    return status, {"error": {"code": code, "message": problem["detail"]}}


LUIS = ServiceShape(
    name="LUIS",
    root=ROOT,
    key_headers=("Ocp-Apim-Subscription-Key", "Authoring-Key"),
    error=_error,
    offers="the prediction of v3.0 and v2.0, and of authoring apps, versions, train and publish",
    key_parameter="subscription-key",
)
