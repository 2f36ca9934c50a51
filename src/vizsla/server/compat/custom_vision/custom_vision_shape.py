"""The keys and errors of Custom Vision, of prediction and training alike."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import RequestError, VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CUSTOM_VISION", "ROOT"]

ROOT = "/customvision"

# Of the service's own: programs in C# and Java know no others.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "ErrorUnknown",
    errors.InputError: "BadRequestImageStream",
    errors.InputFormatError: "BadRequestImageFormat",
    errors.InputTooLargeError: "BadRequestImageSizeBytes",
    errors.UrlError: "BadRequestImageUrl",
    errors.OptionError: "BadRequest",
    errors.FunctionNotFoundError: "NotFoundProject",
    errors.NotFoundError: "NotFoundIteration",
    errors.RequestError: "BadRequest",
    errors.AccessError: "Forbidden",
    errors.AccessDeniedError: "Forbidden",
    errors.RateLimitError: "BadRequestExceededQuota",
    errors.ServerBusyError: "ErrorPredictionServiceUnavailable",
}


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    status = their_status(problem)
    code = code_of(error, CODES)
    if isinstance(error, RequestError) and status == HTTPStatus.NOT_FOUND:
        code = "NotFound"
    code = getattr(error, "service_code", code)  # a refusal in the service's own words
    return status, {"code": code, "message": problem["detail"]}


CUSTOM_VISION = ServiceShape(
    name="Custom Vision",
    root=ROOT,
    key_headers=("Prediction-Key", "Training-Key", "Ocp-Apim-Subscription-Key"),
    error=_error,
    offers="prediction (v3.0 to v3.4), and training where it was started with --training",
)
