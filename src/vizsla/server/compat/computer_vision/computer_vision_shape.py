"""The keys and errors of Computer Vision."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import OptionError, VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.compat.public_ids import request_uuid
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMPUTER_VISION", "ROOT", "NotOfferedError"]

ROOT = "/vision"
_NEWER = re.compile(rf"{ROOT}/v3\.2", re.IGNORECASE)  # with another form of errors
# Of the service's own: programs in C# and Java know no others.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "InternalServerError",
    errors.InputError: "NotSupportedImage",
    errors.InputFormatError: "InvalidImageFormat",
    errors.InputTooLargeError: "InvalidImageSize",
    errors.UrlError: "InvalidImageUrl",
    errors.OptionError: "BadArgument",
    errors.FunctionNotFoundError: "NotSupportedFeature",
    errors.RequestError: "BadArgument",
    errors.AccessError: "Unspecified",
    errors.AccessDeniedError: "Unspecified",
    errors.RateLimitError: "Unspecified",
    errors.ServerBusyError: "Timeout",
}


class NotOfferedError(OptionError):
    """An option asks for something that this server has not.

    Attributes:
        service_code: Computer Vision's code, such as ``NotSupportedLanguage``.

    """

    def __init__(self, message: str, service_code: str) -> None:
        super().__init__(message)
        self.service_code = service_code


def _error(error: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    status, message = their_status(problem), problem["detail"]
    inner = error.service_code if isinstance(error, NotOfferedError) else code_of(error, CODES)
    if status == HTTPStatus.NOT_FOUND:
        inner = "NotSupportedFeature"
    if not _NEWER.search(problem["instance"]):
        request = request_uuid(problem["request_id"])
        return status, {"code": inner, "requestId": request, "message": message}
    code = "InvalidRequest"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        code = "ServiceUnavailable"
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        code = "InternalServerError"
    return status, {
        "error": {
            "code": code,
            "message": message,
            "innererror": {"code": inner, "message": message},
        }
    }


COMPUTER_VISION = ServiceShape(
    name="Computer Vision",
    root=ROOT,
    key_headers=("Ocp-Apim-Subscription-Key",),
    error=_error,
    offers="analyze, describe, tag and detect, of v3.2, v3.1, v3.0, v2.1 and v2.0",
)
