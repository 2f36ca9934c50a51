"""The keys and errors of Azure's text to speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AZURE_VOICES", "ROOT"]

ROOT = "/cognitiveservices"
# As Azure's own services name them; programs look at the status.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "InternalServerError",
    errors.InputError: "InvalidSsml",
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


AZURE_VOICES = ServiceShape(
    name="Azure Voices",
    root=ROOT,
    key_headers=("Ocp-Apim-Subscription-Key",),
    error=_error,
    offers="POST /cognitiveservices/v1 and GET /cognitiveservices/voices/list",
)
