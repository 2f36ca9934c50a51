"""The error of a request that Custom Vision has a code of its own for."""

from __future__ import annotations

from http import HTTPStatus

from vizsla.errors import RequestError

__all__ = ["CustomVisionRefusalError", "not_here"]


class CustomVisionRefusalError(RequestError):
    """A request that is refused with a code of Custom Vision.

    Attributes:
        service_code: the code, such as ``BadRequestTagNameNotUnique``.

    """

    def __init__(
        self, service_code: str, message: str, status: int = HTTPStatus.BAD_REQUEST
    ) -> None:
        super().__init__(message, status)
        self.service_code = service_code


def not_here(what: str, rest: str = "") -> CustomVisionRefusalError:
    """Return the error for something that Custom Vision has and this server has not.

    Args:
        what: what the request asks for, in words.
        rest: what to do instead, or nothing.

    """
    ending = f"; {rest}" if rest else ""
    return CustomVisionRefusalError("BadRequestNotSupported", f"there is no {what} here{ending}")
