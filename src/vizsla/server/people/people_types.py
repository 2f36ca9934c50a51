"""The types of people, sessions, invitations and the audit log in requests and responses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, Field

from vizsla.server.projects.request_parts import RequestPart

__all__ = [
    "AcceptedInvitation",
    "AuditItem",
    "AuditList",
    "ChosenRole",
    "InvitationItem",
    "InvitationToken",
    "NewInvitation",
    "NewPassword",
    "OpenInvitation",
    "PersonItem",
    "PersonList",
    "Role",
    "SentInvitation",
    "SessionItem",
    "SignInBody",
    "Signed",
]

Role: TypeAlias = Literal["owner", "labeller", "viewer"]
NAME = "Letters, digits and . @ + - _, without regard to case."
LONGEST_NAME, LONGEST_PASSWORD, LONGEST_TOKEN = 80, 200, 100


class Signed(BaseModel):
    """The person who uses the studio."""

    name: str
    role: Role = Field(
        description=(
            "`viewer` sees everything; `labeller` also adds and labels examples, and trains; "
            "`owner` does all."
        )
    )
    has_password: bool


class SessionItem(BaseModel):
    """Who uses the studio."""

    team: bool = Field(description="Whether people sign in; else one person uses it alone.")
    person: Signed | None = Field(description="Null where nobody has signed in.")
    may: list[str] = Field(
        description="What the person may do, by the `operationId`s of the routes."
    )
    openid: str | None = Field(
        description="The provider at which `/v1/session/openid` signs in; null for none."
    )


class SignInBody(RequestPart):
    """A name and a password."""

    name: str = Field(max_length=LONGEST_NAME)
    password: str = Field(max_length=LONGEST_PASSWORD)


class NewPassword(RequestPart):
    """A password in the place of the one before."""

    old: str = Field(max_length=LONGEST_PASSWORD)
    new: str = Field(max_length=LONGEST_PASSWORD, description="10 to 200 characters.")


class PersonItem(BaseModel):
    """A person who may sign in."""

    name: str
    role: Role
    has_password: bool
    has_openid: bool = Field(description="Whether the person came through the OpenID provider.")
    created_at: datetime
    created_by: str
    seen_at: datetime | None


class OpenInvitation(BaseModel):
    """An invitation that was not accepted yet."""

    name: str | None = Field(description="Null where the person may choose a name.")
    role: Role
    created_by: str
    expires_at: datetime


class PersonList(BaseModel):
    """The people, by name, and the invitations."""

    people: list[PersonItem]
    invitations: list[OpenInvitation]


class ChosenRole(RequestPart):
    """Another role."""

    role: Role


class NewInvitation(RequestPart):
    """A person to invite; one who is there may set a new password."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description=NAME)
    role: Role = "labeller"


class SentInvitation(BaseModel):
    """An invitation with its token, which nobody can see again."""

    token: str
    path: str = Field(description="The page that accepts it, below the server's address.")
    expires_at: datetime


class InvitationToken(RequestPart):
    """The token of an invitation."""

    token: str = Field(max_length=LONGEST_TOKEN)


class InvitationItem(BaseModel):
    """What an invitation is for."""

    name: str | None = Field(description="Null where the person may choose a name.")
    role: Role
    created_by: str


class AcceptedInvitation(RequestPart):
    """What a person chooses who accepts an invitation."""

    token: str = Field(max_length=LONGEST_TOKEN)
    name: str = Field("", max_length=LONGEST_NAME, description=NAME)
    password: str = Field(max_length=LONGEST_PASSWORD, description="10 to 200 characters.")


class AuditItem(BaseModel):
    """What somebody did."""

    id: str
    at: datetime
    who: str = Field(description="The person, or `key NAME`.")
    act: str = Field(description="The operationId of a route; `labels` for a change of labels.")
    project: str | None
    text: str = Field(description="What was done to labels, in words.")
    details: dict[str, Any]


class AuditList(BaseModel):
    """What was done, the newest first."""

    entries: list[AuditItem]
    next: str | None = Field(description="Ask again with `after`; null after the last entry.")
