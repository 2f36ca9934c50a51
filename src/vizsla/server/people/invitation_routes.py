"""The routes of invitations: an owner makes one, and whoever has its token becomes a person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.server.asking_person import person_of
from vizsla.server.people.people_guards import (
    AT_THE_DOOR,
    SIGNED_IN,
    sign_in_of,
    workspace_of,
)
from vizsla.server.people.people_types import (
    AcceptedInvitation,
    InvitationItem,
    InvitationToken,
    NewInvitation,
    SentInvitation,
    Signed,
)
from vizsla.server.people.session_routes import begin_session
from vizsla.server.projects.request_parts import body_of, json_body

__all__ = ["ROUTER"]

ROUTER = APIRouter()
INVITATIONS = "/v1/invitations"
Name = Annotated[str, Path(max_length=80, description="The name of a person.", examples=["anna"])]


@ROUTER.post(
    INVITATIONS,
    status_code=201,
    operation_id="invitePerson",
    openapi_extra=json_body(NewInvitation),
    dependencies=[*SIGNED_IN],
)
def invite_person(
    request: Request, wanted: Annotated[NewInvitation, body_of(NewInvitation)]
) -> SentInvitation:
    """Invite a person, or let one set a new password; the token is shown once."""
    sign_in_of(request)
    who, invitations = person_of(request), workspace_of(request).invitations
    token = invitations.new(wanted.name, wanted.role, None if who is None else who.name)
    request.scope["audit"] = {"person": wanted.name, "role": wanted.role}
    found = invitations.find(token)
    # Behind the #, which no browser sends, so that it is in no log and no Referer.
    return SentInvitation(token=token, path=f"/studio/sign-in#{token}", expires_at=found.expires_at)


@ROUTER.delete(
    f"{INVITATIONS}/{{person}}",
    status_code=204,
    operation_id="withdrawInvitation",
    dependencies=[*SIGNED_IN],
)
def withdraw_invitation(request: Request, person: Name) -> Response:
    """End the invitation of a person."""
    sign_in_of(request)
    workspace_of(request).invitations.withdraw(person)
    request.scope["audit"] = {"person": person}
    return Response(status_code=204)


@ROUTER.post(
    f"{INVITATIONS}:show",
    operation_id="showInvitation",
    openapi_extra=json_body(InvitationToken),
    dependencies=[*AT_THE_DOOR],
)
def show_invitation(
    request: Request, wanted: Annotated[InvitationToken, body_of(InvitationToken)]
) -> InvitationItem:
    """Show what an invitation is for, to whoever has its token."""
    sign_in_of(request)
    found = workspace_of(request).invitations.find(wanted.token)
    return InvitationItem.model_validate(found, from_attributes=True)


@ROUTER.post(
    f"{INVITATIONS}:accept",
    status_code=201,
    operation_id="acceptInvitation",
    openapi_extra=json_body(AcceptedInvitation),
    dependencies=[*AT_THE_DOOR],
)
async def accept_invitation(
    request: Request,
    response: Response,
    wanted: Annotated[AcceptedInvitation, body_of(AcceptedInvitation)],
) -> Signed:
    """Accept an invitation: choose a password, and be signed in."""
    door, invitations = sign_in_of(request), workspace_of(request).invitations
    await run_in_threadpool(invitations.find, wanted.token)  # a wrong one costs no hash
    found = await door.work(lambda: invitations.accept(wanted.token, wanted.name, wanted.password))
    door.sessions.forget()
    request.scope["audit"] = {"person": found.name, "role": found.role}
    return await begin_session(request, response, found)
