"""Turns errors into problem details, as https://www.rfc-editor.org/rfc/rfc9457 has them.

The ``code`` is that of the error tree, and is the same in every version and language.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from vizsla import errors
from vizsla.errors import VizslaError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PROBLEM", "STATUSES", "is_logged", "problem", "status_of"]

PROBLEM = "application/problem+json"

# The status of each error; a class that is missing has its base's.
STATUSES: Mapping[type[VizslaError], HTTPStatus] = {
    VizslaError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InputTooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.InputFormatError: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.OptionError: HTTPStatus.BAD_REQUEST,
    errors.FunctionNotFoundError: HTTPStatus.NOT_FOUND,
    errors.FunctionClosedError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.WorkspaceError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.TrainingDataError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MissingExtraError: HTTPStatus.NOT_IMPLEMENTED,
    errors.RequestError: HTTPStatus.BAD_REQUEST,
    errors.AccessError: HTTPStatus.UNAUTHORIZED,
    errors.AccessDeniedError: HTTPStatus.FORBIDDEN,
    errors.RateLimitError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.ServerBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
}

# Faults that a person can mend, in words that name no folder of the server.
_WAYS_OUT: Mapping[type[VizslaError], str] = {
    errors.WorkspaceFullError: (
        "no space is left where the server keeps its files, and nothing was changed: make room "
        "there, and try again"
    ),
    errors.WorkspaceBusyError: (
        "another program has been using the workspace for too long, and nothing was changed: try "
        "again in a moment"
    ),
}

# What a message says for callers in Python, and callers over HTTP can't do.
_PYTHON_ONLY = re.compile(
    r",? or raise Limits\(\w+=\.\.\.\)"
    r"| If the URL can be trusted, allow it: Limits\(allow_private_urls=True\)\."
    r"|; to make one of them live: vizsla rollback .*"
)


def status_of(error: VizslaError) -> HTTPStatus:
    """Return the HTTP status of an error."""
    if isinstance(error, errors.RequestError):
        return HTTPStatus(error.status)
    return next(STATUSES[each] for each in type(error).__mro__ if each in STATUSES)


def problem(error: VizslaError, request_id: str) -> dict[str, Any]:
    """Return the problem details of an error.

    Where the server is at fault, the details stay in its log: they may name its folders.

    Args:
        error: the error.
        request_id: the request's id, by which the log is searched.

    """
    status = status_of(error)
    found: dict[str, Any] = {
        "type": f"urn:vizsla:error:{error.code}",
        "title": (type(error).__doc__ or "").partition("\n")[0],
        "status": int(status),
        "detail": _PYTHON_ONLY.sub("", str(error)),
        "code": error.code,
        "request_id": request_id,
    }
    if error.reason:
        found |= {"reason": error.reason, "values": dict(error.values)}
    if isinstance(error, errors.RateLimitError | errors.ServerBusyError):
        found["retry_after"] = error.retry_after
    if is_logged(error):
        found["detail"] = _WAYS_OUT.get(
            type(error), f"the server failed; its log has the reason under {request_id}"
        )
    if isinstance(error, errors.InputUnclearError):
        found |= {"option": error.option, "choices": list(error.choices)}
    return found


def is_logged(error: VizslaError) -> bool:
    """Return whether an error is the server's fault, so that its log says what the answer hides."""
    own_fault = status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR
    return own_fault and not isinstance(error, errors.ServerBusyError)
