"""The keys and errors of Azure's speech to text for short sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AZURE_SPEECH", "ROOT"]

ROOT = "/speech"
# As Azure's own services name them; programs look at the status.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "InternalServerError",
    errors.InputError: "InvalidAudioFormat",
    errors.OptionError: "InvalidArgument",
    errors.FunctionNotFoundError: "NotFound",
    errors.NotFoundError: "NotFound",
    errors.RequestError: "BadRequest",
    errors.AccessError: "Unauthorized",
    errors.AccessDeniedError: "Forbidden",
    errors.RateLimitError: "TooManyRequests",
    errors.ServerBusyError: "ServiceUnavailable",
}


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    return their_status(problem), {
        "error": {"code": code_of(error, CODES), "message": problem["detail"]}
    }


AZURE_SPEECH = ServiceShape(
    name="Azure Speech",
    root=ROOT,
    key_headers=("Ocp-Apim-Subscription-Key",),
    error=_error,
    offers="POST /speech/recognition/conversation/cognitiveservices/v1",
)
