"""The keys and errors of OpenAI's API."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OPENAI", "ROOT"]

ROOT = "/v1/audio"
# Of the service's own.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "server_error",
    errors.InputError: "invalid_value",
    errors.InputFormatError: "unsupported_format",
    errors.OptionError: "invalid_value",
    errors.RequestError: "invalid_request",
    errors.NotFoundError: "not_found",
    errors.FunctionNotFoundError: "model_not_found",
    errors.AccessError: "invalid_api_key",
    errors.AccessDeniedError: "access_denied",
    errors.RateLimitError: "rate_limit_exceeded",
    errors.ServerBusyError: "server_overloaded",
}


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    status = their_status(problem)
    kind = "invalid_request_error"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        kind = "rate_limit_error"
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        kind = "server_error"
    return status, {
        "error": {
            "message": problem["detail"],
            "type": kind,
            "param": None,
            "code": code_of(error, CODES),
        }
    }


OPENAI = ServiceShape(
    name="OpenAI",
    root=ROOT,
    key_headers=(),  # its programs send Authorization: Bearer, as ours do
    error=_error,
    offers="POST /v1/audio/transcriptions and /v1/audio/speech",
)
