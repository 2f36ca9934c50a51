"""The routes by which owners say who may sign in, and what each may do."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from vizsla.server.people.people_guards import SIGNED_IN, sign_in_of, workspace_of
from vizsla.server.people.people_types import (
    ChosenRole,
    OpenInvitation,
    PersonItem,
    PersonList,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.workspace.people import Person

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*SIGNED_IN])
PEOPLE, PERSON = "/v1/people", "/v1/people/{person}"
Name = Annotated[str, Path(max_length=80, description="The name of a person.", examples=["anna"])]


@ROUTER.get(PEOPLE, operation_id="listPeople")
def list_people(request: Request) -> PersonList:
    """List the people, and the invitations that nobody has accepted yet."""
    sign_in_of(request)
    workspace = workspace_of(request)
    return PersonList(
        people=[_item(each) for each in workspace.people.all()],
        invitations=[
            OpenInvitation.model_validate(each, from_attributes=True)
            for each in workspace.invitations.open()
        ],
    )


@ROUTER.patch(PERSON, operation_id="changeRole", openapi_extra=json_body(ChosenRole))
def change_role(
    request: Request, person: Name, wanted: Annotated[ChosenRole, body_of(ChosenRole)]
) -> PersonItem:
    """Give a person another role, within a second."""
    door = sign_in_of(request)
    before = workspace_of(request).people.find(person)
    found = workspace_of(request).people.set_role(person, wanted.role)
    door.sessions.forget()
    request.scope["audit"] = {"person": found.name, "before": before.role, "role": found.role}
    return _item(found)


@ROUTER.delete(PERSON, status_code=204, operation_id="removePerson")
def remove_person(request: Request, person: Name) -> Response:
    """Remove a person, whose sessions end; what the person did keeps the name."""
    door = sign_in_of(request)
    found = workspace_of(request).people.find(person)
    workspace_of(request).people.remove(person)
    door.sessions.forget()
    request.scope["audit"] = {"person": found.name}
    return Response(status_code=204)


@ROUTER.delete(f"{PERSON}/sessions", status_code=204, operation_id="endSessions")
def end_sessions(request: Request, person: Name) -> Response:
    """Sign a person out in all browsers."""
    door = sign_in_of(request)
    found = workspace_of(request).people.find(person)
    workspace_of(request).sessions.end_all(found)
    door.sessions.forget()
    request.scope["audit"] = {"person": found.name}
    return Response(status_code=204)


def _item(found: Person) -> PersonItem:
    return PersonItem.model_validate(found, from_attributes=True)
