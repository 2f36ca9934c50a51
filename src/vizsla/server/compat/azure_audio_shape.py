"""The keys and errors that both speech services of Azure have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError
from vizsla.server.compat.error_form import code_of, their_status
from vizsla.server.service_shape import ServiceShape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["azure_audio_shape"]

# As Azure's own services name them; programs look at the status.
CODES: Mapping[type[VizslaError], str] = {
    VizslaError: "InternalServerError",
    errors.OptionError: "InvalidArgument",
    errors.FunctionNotFoundError: "NotFound",
    errors.NotFoundError: "NotFound",
    errors.RequestError: "BadRequest",
    errors.AccessError: "Unauthorized",
    errors.AccessDeniedError: "Forbidden",
    errors.RateLimitError: "TooManyRequests",
    errors.ServerBusyError: "ServiceUnavailable",
}


def azure_audio_shape(name: str, root: str, bad_input: str, offers: str) -> ServiceShape:
    """Return the shape of a service.

    Args:
        name: what it is called.
        root: the beginning of its paths.
        bad_input: the code of an input that can't be used.
        offers: its operations, in words.

    """
    codes = {**CODES, errors.InputError: bad_input}

    def error(found: VizslaError, problem: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        code = code_of(found, codes)
        return their_status(problem), {"error": {"code": code, "message": problem["detail"]}}

    return ServiceShape(
        name=name,
        root=root,
        key_headers=("Ocp-Apim-Subscription-Key",),
        error=error,
        offers=offers,
    )
