"""Lets a request pass to its route where its key allows that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from vizsla.errors import AccessDeniedError, AccessError
from vizsla.server.asking_person import person_of
from vizsla.server.served_functions import base_name
from vizsla.server.service import Service
from vizsla.server.service_shape import shape_of

if TYPE_CHECKING:
    from vizsla.workspace.api_keys import ApiKey

__all__ = [
    "check_full_key",
    "check_function",
    "identify",
    "key_of",
    "require_full_key",
    "require_key",
]

BEARER = "bearer "
OWN_PATHS = ("/v1/", "/metrics")


async def require_key(request: Request) -> None:
    """Check the key of a request, the function that it asks for, and its rate.

    Programs written for another service may send the key as they send that service's.

    Raises:
        AccessError: there is no valid key.
        AccessDeniedError: the key is for other functions.
        RateLimitError: the key has made too many calls.

    """
    ring = Service.of(request).keys
    key = await identify(request)
    if ring is None or key is None:
        return
    check_function(request, base_name(request.path_params.get("name", "")))
    if request.method == "POST":
        ring.rates.check(key)


async def identify(request: Request) -> ApiKey | None:
    """Check the key of a request, and write it into the request's scope for ``key_of``.

    To the studio, and to the functions that it tries, people come who have signed in.

    Returns:
        The key; None where none is needed, and for a person.

    Raises:
        AccessError: there is no valid key, and nobody has signed in.
        AccessDeniedError: another website uses the session of a person.

    """
    service = Service.of(request)
    ring, sign_in = service.keys, service.sign_in
    if ring is None:
        return None
    if sign_in is not None and _may_be_person(request):
        if await sign_in.sessions.find(request) is not None:
            return None
        raise AccessError("sign in first, or send a key: Authorization: Bearer vz_...")
    key = await ring.check(_secret(request))
    request.scope["key"], request.scope["key_name"] = key, key.name
    return key


def check_function(request: Request, name: str) -> None:
    """Check that the key of a request is for a function.

    Args:
        request: the request.
        name: the function's name, without a version; empty for none.

    Raises:
        AccessDeniedError: the key is for other functions.

    """
    key = key_of(request)
    if key is not None and name and not key.may_call(name):
        raise AccessDeniedError(
            f"the key {key.name!r} may not use {name!r:.90}; it is for "
            f"{', '.join(key.functions or ())}"
        )


async def require_full_key(request: Request) -> None:
    """Check the key of a request about the server itself.

    Raises:
        AccessError: there is no valid key.
        AccessDeniedError: the key is for some functions alone.

    """
    await require_key(request)
    check_full_key(request)


def check_full_key(request: Request) -> None:
    """Check that a person is an owner, and that a key is for all functions.

    Raises:
        AccessDeniedError: they are not.

    """
    key, person = key_of(request), person_of(request)
    if person is not None and not person.may("owner"):
        raise AccessDeniedError("only an owner may ask about the server itself")
    if key is not None and key.functions is not None:
        raise AccessDeniedError(
            f"the key {key.name!r} is for some functions alone; use one that is for all"
        )


def _may_be_person(request: Request) -> bool:
    """Return whether a browser may send the request: no key, and an address of our own."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    return (
        shape_of(request.scope) is None
        and "authorization" not in request.headers
        and path.startswith(OWN_PATHS)
    )


def key_of(request: Request) -> ApiKey | None:
    """Return the key that a request was let in with; None where none is needed."""
    key: ApiKey | None = request.scope.get("key")
    return key


def _secret(request: Request) -> str:
    """Return the key that a request sends.

    Raises:
        AccessError: there is none, or not as it should be sent.

    """
    shape = shape_of(request.scope)
    sent = "" if shape is None else shape.key(request)
    if sent:
        return sent
    authorization = request.headers.get("authorization", "")
    if not authorization:
        own = shape.key_headers if shape is not None else ()
        how = f"{own[0]}: vz_..." if own else "Authorization: Bearer vz_..."
        raise AccessError(f"this server needs a key; send it as {how}")
    if not authorization.lower().startswith(BEARER):
        raise AccessError("the header Authorization is not of the form: Bearer vz_...")
    return authorization[len(BEARER) :]
