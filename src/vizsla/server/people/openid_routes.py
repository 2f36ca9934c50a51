"""The routes by which a person signs in at an OpenID provider, and comes back.

They are for browsers: they answer with the page to go to.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessError, RequestError, VizslaError
from vizsla.server.asking_person import is_https
from vizsla.server.error_responses import request_id
from vizsla.server.openid_provider import OpenidAttempt, OpenidIdentity, OpenidProvider
from vizsla.server.people.people_guards import AT_THE_DOOR, sign_in_of, workspace_of
from vizsla.server.people.session_routes import begin_session
from vizsla.server.request_log import log_fault
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.workspace.people import Person

__all__ = ["ROUTER"]

ROUTER = APIRouter()
OPENID = "/v1/session/openid"
COOKIE, MINUTES = "vizsla-openid", 10
NOT_FOUND, SEE_OTHER = 404, 303
UNKNOWN, FAILED = "unknown", "failed"  # why somebody is back at the door


@ROUTER.get(
    OPENID,
    operation_id="beginOpenid",
    status_code=SEE_OTHER,
    response_class=Response,
    dependencies=[*AT_THE_DOOR],
)
async def begin_openid(request: Request) -> Response:
    """Go to the OpenID provider, and sign in there."""
    provider, attempt = _provider(request), OpenidAttempt.new()
    try:
        address = await provider.begin(attempt, _back(request))
    except VizslaError as error:
        log_fault(error, request_id(request.scope))
        return _to_the_door(request, FAILED)
    response = _to(address)
    response.set_cookie(
        COOKIE,
        json.dumps(asdict(attempt)),
        max_age=60 * MINUTES,
        path=f"{_root(request)}{OPENID}",
        secure=is_https(request),
        httponly=True,
        samesite="lax",  # the provider's page leads back here
    )
    return response


# It comes from another website, with whatever that adds: the attempt's state tells whether it may.
@ROUTER.get(
    f"{OPENID}/callback",
    operation_id="finishOpenid",
    status_code=SEE_OTHER,
    response_class=Response,
)
async def finish_openid(request: Request) -> Response:
    """Come back from the OpenID provider, and be signed in."""
    provider = _provider(request)
    try:
        attempt = _attempt(request)
        found = await provider.finish(attempt, dict(request.query_params), _back(request))
    except VizslaError as error:
        log_fault(error, request_id(request.scope))
        return _to_the_door(request, FAILED)
    person = await run_in_threadpool(_person, request, provider, found)
    audit, details = workspace_of(request).audit, {"provider": provider.settings.name}
    if person is None:
        who = found.email or found.subject[:80]
        await run_in_threadpool(audit.add, who, "signInFailed", None, details)
        return _to_the_door(request, UNKNOWN)
    response = _to(f"{_root(request)}/studio/")
    await begin_session(request, response, person)
    await run_in_threadpool(audit.add, person.name, "signIn", None, details)
    response.delete_cookie(COOKIE, path=f"{_root(request)}{OPENID}")
    return response


def _person(request: Request, provider: OpenidProvider, found: OpenidIdentity) -> Person | None:
    """Return the person of an identity; where the settings say so, one who was added just now."""
    people, role = workspace_of(request).people, provider.settings.role
    known = people.by_openid(found.issuer, found.subject, found.email)
    if known is None and role and found.email is not None:
        try:
            people.add(found.email, role, who=provider.settings.name)
        except VizslaError:  # another identity has that name already, or it can't be one
            return None
        known = people.by_openid(found.issuer, found.subject, found.email)
    return known


def _provider(request: Request) -> OpenidProvider:
    found = sign_in_of(request).openid
    if found is None:
        raise RequestError("nobody signs in at an OpenID provider here", NOT_FOUND)
    return found


def _attempt(request: Request) -> OpenidAttempt:
    """Return the attempt that the browser has begun.

    Raises:
        AccessError: it has begun none, or too long ago.

    """
    try:
        found = json.loads(request.cookies.get(COOKIE, ""))
        return OpenidAttempt(str(found["state"]), str(found["nonce"]), str(found["verifier"]))
    except (ValueError, TypeError, KeyError) as error:
        raise AccessError("this browser has not begun to sign in; begin again") from error


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))


def _back(request: Request) -> str:
    """Return the address of this server to which the provider leads back."""
    own = f"http://{request.headers.get('host', '')}"
    address = Service.of(request).settings.public_address or own
    return f"{address}{_root(request)}{OPENID}/callback"


def _to_the_door(request: Request, why: str) -> Response:
    return _to(f"{_root(request)}/studio/sign-in?{urlencode({'refused': why})}")


def _to(address: str) -> Response:
    return Response(
        status_code=SEE_OTHER, headers={"Location": address, "Cache-Control": "no-store"}
    )
