"""The keys and errors of conversational language understanding."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CLU", "ROOT"]

ROOT = "/language"

# Of the service's own.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "InternalServerError",
    errors.InputError: "InvalidArgument",
    errors.OptionError: "InvalidArgument",
    errors.FunctionNotFoundError: "ProjectNotFound",
    errors.NotFoundError: "NotFound",
    errors.RequestError: "InvalidRequest",
    errors.AccessError: "Unauthorized",
    errors.AccessDeniedError: "Forbidden",
    errors.RateLimitError: "TooManyRequests",
    errors.ServerBusyError: "TooManyRequests",
}


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    status = their_status(problem)
    code = "NotFound" if status == HTTPStatus.NOT_FOUND else None
    if code is None or isinstance(error, errors.FunctionNotFoundError):
        code = code_of(error, CODES)
    return status, {"error": {"code": code, "message": problem["detail"]}}


CLU = ServiceShape(
    name="CLU",
    root=ROOT,
    key_headers=("Ocp-Apim-Subscription-Key",),
    error=_error,
    offers="POST /language/:analyze-conversations for one conversation item",
)
