"""Lets a request pass to its route where its key allows that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from vizsla.errors import AccessDeniedError
from vizsla.server.served_functions import base_name
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["key_of", "require_full_key", "require_key"]


async def require_key(request: Request) -> None:
    """Check the key of a request, the function that it asks for, and its rate.

    Raises:
        AccessError: there is no valid key.
        AccessDeniedError: the key is for other functions.
        RateLimitError: the key has made too many calls.

    """
    ring = Service.of(request).keys
    if ring is None:
        return
    key = await ring.check(request.headers.get("authorization", ""))
    request.scope["key"], request.scope["key_name"] = key, key.name
    name = base_name(request.path_params.get("name", ""))
    if name and not key.may_call(name):
        raise AccessDeniedError(
            f"the key {key.name!r} may not use {name!r:.90}; it is for "
            f"{', '.join(key.functions or ())}"
        )
    if request.method == "POST":
        ring.check_rate(key)


async def require_full_key(request: Request) -> None:
    """Check the key of a request about the server itself.

    Raises:
        AccessError: there is no valid key.
        AccessDeniedError: the key is for some functions alone.

    """
    await require_key(request)
    key = key_of(request)
    if key is not None and key.functions is not None:
        raise AccessDeniedError(
            f"the key {key.name!r} is for some functions alone; use one that is for all"
        )


def key_of(request: Request) -> ApiKey | None:
    """Return the key that a request was let in with; None where none is needed."""
    key: ApiKey | None = request.scope.get("key")
    return key
