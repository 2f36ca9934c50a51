"""The routes by which a person signs in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.server.asking_person import delete_token, person_of, set_token, token_of
from vizsla.server.operation_roles import allowed_operations
from vizsla.server.people.people_guards import (
    AT_THE_DOOR,
    SIGNED_IN,
    sign_in_of,
    workspace_of,
)
from vizsla.server.people.people_types import (
    NewPassword,
    SessionItem,
    Signed,
    SignInBody,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.service import Service
from vizsla.workspace.name_rules import actor_name
from vizsla.workspace.people import Person

__all__ = ["ROUTER", "begin_session", "signed"]

ROUTER = APIRouter()
SESSION = "/v1/session"


@ROUTER.get(SESSION, operation_id="showSession", dependencies=[*AT_THE_DOOR])
async def show_session(request: Request, response: Response) -> SessionItem:
    """Show who uses the studio; needs no session."""
    response.headers["Cache-Control"] = "no-store"
    service = Service.of(request)
    if service.sign_in is None:
        alone = Signed(name=actor_name(None), role="owner", has_password=False)
        return SessionItem(team=False, person=alone, may=allowed_operations("owner"), openid=None)
    found = await service.sign_in.sessions.find(request)
    provider = service.sign_in.openid
    return SessionItem(
        team=True,
        person=None if found is None else signed(found),
        may=[] if found is None else allowed_operations(found.role),
        openid=None if provider is None else provider.settings.name,
    )


@ROUTER.post(
    SESSION,
    status_code=201,
    operation_id="signIn",
    openapi_extra=json_body(SignInBody),
    dependencies=[*AT_THE_DOOR],
)
async def sign_in(
    request: Request, response: Response, wanted: Annotated[SignInBody, body_of(SignInBody)]
) -> Signed:
    """Sign in with a name and a password; the session is a cookie that scripts can't read."""
    found = await sign_in_of(request).check(request, wanted.name, wanted.password)
    return await begin_session(request, response, found)


@ROUTER.delete(SESSION, status_code=204, operation_id="signOut", dependencies=[*SIGNED_IN])
async def sign_out(
    request: Request,
    everywhere: Annotated[  # noqa: FBT002 - a parameter of the address
        bool, Query(description="Whether to end the sessions in other browsers, too.")
    ] = False,
) -> Response:
    """Sign out."""
    sessions, found = workspace_of(request).sessions, person_of(request)
    if everywhere and found is not None:
        await run_in_threadpool(sessions.end_all, found)
    else:
        await run_in_threadpool(sessions.end, token_of(request))
    sign_in_of(request).sessions.forget()
    response = Response(status_code=204)
    delete_token(response)
    return response


@ROUTER.post(
    f"{SESSION}/password",
    operation_id="changePassword",
    openapi_extra=json_body(NewPassword),
    dependencies=[*SIGNED_IN],
)
async def change_password(
    request: Request, response: Response, wanted: Annotated[NewPassword, body_of(NewPassword)]
) -> Signed:
    """Change one's own password; the sessions in other browsers end."""
    door, found = sign_in_of(request), person_of(request)
    assert found is not None  # noqa: S101 - somebody has signed in
    await door.check(request, found.name, wanted.old)
    people = workspace_of(request).people
    await door.work(lambda: people.set_password(found.name, wanted.new))
    door.sessions.forget()
    return await begin_session(request, response, people.find(found.name))


async def begin_session(request: Request, response: Response, whose: Person) -> Signed:
    """Begin a session of a person, and give the browser its cookie."""
    token = await run_in_threadpool(workspace_of(request).sessions.begin, whose)
    set_token(request, response, token)
    request.scope["person"] = whose  # for the audit log
    return signed(whose)


def signed(found: Person) -> Signed:
    """Return a person who uses the studio."""
    return Signed.model_validate(
        {"name": found.name, "role": found.role, "has_password": found.has_password}
    )
