"""What the routes of people and sessions ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, Request

from vizsla.errors import AccessDeniedError, AccessError, RequestError
from vizsla.server.access_check import is_other_website
from vizsla.server.asking_person import check_same_origin
from vizsla.server.operation_roles import check_operation
from vizsla.server.projects.request_parts import check_parameters
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.server.sign_in import SignIn
    from vizsla.workspace import Workspace

__all__ = ["AT_THE_DOOR", "SIGNED_IN", "sign_in_of", "workspace_of"]

CONFLICT = 409


async def check_sender(request: Request) -> None:
    """Refuse what another website makes a browser send.

    Raises:
        AccessDeniedError: it does.

    """
    service = Service.of(request)
    if is_other_website(request.headers, service.settings):
        raise AccessDeniedError("another website may not ask who uses the studio")
    if service.sign_in is not None:
        check_same_origin(request, programs=True)


async def require_person(request: Request) -> None:
    """Check that somebody has signed in whose role may do what the request asks.

    Raises:
        AccessError: nobody has.
        AccessDeniedError: the person may not do that.

    """
    sign_in = Service.of(request).sign_in
    if sign_in is not None:
        if await sign_in.sessions.find(request) is None:
            raise AccessError("sign in first")
        await check_operation(request)


# Before anybody has signed in, and after.
AT_THE_DOOR = (Depends(check_sender), Depends(check_parameters))
SIGNED_IN = (Depends(check_sender), Depends(require_person), Depends(check_parameters))


def sign_in_of(request: Request) -> SignIn:
    """Return how people come in.

    Raises:
        RequestError: one person alone uses this server.

    """
    found = Service.of(request).sign_in
    if found is None:
        raise RequestError(
            "one person alone uses this server, and nobody signs in; for more people start it with "
            "vizsla studio --team",
            CONFLICT,
        )
    return found


def workspace_of(request: Request) -> Workspace:
    """Return the workspace."""
    found = Service.of(request).workspace
    assert found is not None  # noqa: S101 - a server with projects has one
    return found
