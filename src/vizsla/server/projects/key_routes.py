"""The routes of the keys by which others call a function, and of how often they do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from vizsla.project.function_keys import FunctionKeys
from vizsla.server.projects.request_parts import RequestPart, body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.require_key import check_full_key

if TYPE_CHECKING:
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
MOST_DAYS = 36_500
MOST_PER_MINUTE = 1_000_000_000


class ApiKeyItem(BaseModel):
    """A key, without its secret."""

    name: str
    id: str = Field(description="The beginning of the secret, behind `vz_`.")
    state: Literal["valid", "expired", "revoked"]
    own: bool = Field(description="Whether it is for this function alone.")
    per_minute: int | None = Field(description="The most inputs a minute; null for no limit.")
    price: Decimal | None = Field(description="The price of an answered input.")
    may_train: bool
    created_at: datetime
    expires_at: datetime | None


class ApiKeyList(BaseModel):
    """The keys that may call the function, the newest first."""

    needed: bool = Field(description="Whether this server asks callers for a key.")
    keys: list[ApiKeyItem]


class NewApiKey(RequestPart):
    """A key to make, for this function alone."""

    name: str = Field(min_length=1, max_length=80, examples=["shop"])
    per_minute: int | None = Field(None, ge=1, le=MOST_PER_MINUTE)
    days: int | None = Field(None, ge=1, le=MOST_DAYS, description="The days until it ends.")
    price: str | None = Field(None, max_length=20, description="Of an answered input: `0.002`.")


class MadeApiKey(BaseModel):
    """A key with its secret, which is shown this once."""

    key: ApiKeyItem
    secret: str


class UsageItem(BaseModel):
    """How often a key called the function on a day, in UTC."""

    day: date
    key: str
    requests: int
    inputs: int = Field(description="The number of inputs that got an answer.")
    amount: Decimal | None = Field(description="Their price, for a key that has one.")


class OutcomeItem(BaseModel):
    """What became of inputs since this server was started."""

    operation: str = Field(examples=["call"])
    outcome: str = Field(description="`ok`, or the code of the error.")
    inputs: int


class UsageDetails(BaseModel):
    """How often the function was called."""

    days: list[UsageItem] = Field(description="By day and key, the newest day first.")
    since_start: list[OutcomeItem] = Field(description="On this server, also without a key.")


@ROUTER.get(f"{PROJECT}/keys", operation_id="listKeys")
def list_keys(project: OneProject) -> ApiKeyList:
    """List the keys that may call the function; never the secrets."""
    return ApiKeyList(
        needed=project.service.settings.needs_keys,
        keys=[_item(project, each) for each in _keys(project).all()],
    )


@ROUTER.post(
    f"{PROJECT}/keys", status_code=201, operation_id="makeKey", openapi_extra=json_body(NewApiKey)
)
async def make_key(
    request: Request, project: OneProject, wanted: Annotated[NewApiKey, body_of(NewApiKey)]
) -> MadeApiKey:
    """Make a key that calls this function alone; its secret is shown this once."""
    check_full_key(request)

    def make() -> MadeApiKey:
        key, secret = _keys(project).new(
            wanted.name,
            per_minute=wanted.per_minute,
            days=wanted.days,
            price=wanted.price,
            who=project.who,
        )
        return MadeApiKey(key=_item(project, key), secret=secret)

    return await run_in_threadpool(make)


@ROUTER.delete(f"{PROJECT}/keys/{{key}}", status_code=204, operation_id="revokeKey")
def revoke_key(
    request: Request,
    project: OneProject,
    key: Annotated[str, Path(max_length=80, description="The name of a key.")],
) -> Response:
    """Revoke a key of this function for good; servers refuse it within two seconds."""
    check_full_key(request)
    _keys(project).revoke(key, project.who)
    return Response(status_code=204)


@ROUTER.get(f"{PROJECT}/usage", operation_id="showUsage")
def show_usage(project: OneProject) -> UsageDetails:
    """Show how often the function was called, by day and key."""
    service = project.service
    if service.keys is not None:
        service.keys.flush()  # what was counted since it was last written
    return UsageDetails(
        days=[
            UsageItem(
                day=each.day,
                key=each.key.name,
                requests=each.requests,
                inputs=each.inputs,
                amount=each.amount,
            )
            for each in _keys(project).usage()
        ],
        since_start=[
            OutcomeItem(operation=operation, outcome=outcome, inputs=count)
            for (operation, outcome), count in service.metrics.inputs_of(project.name).items()
        ],
    )


def _keys(project: StudioProject) -> FunctionKeys:
    return FunctionKeys(project.workspace, project.name)


def _item(project: StudioProject, key: ApiKey) -> ApiKeyItem:
    state = "valid" if key.is_valid() else "expired" if key.revoked_at is None else "revoked"
    return ApiKeyItem.model_validate(
        {
            "name": key.name,
            "id": key.public_id,
            "state": state,
            "own": key.functions == (project.name,),
            "per_minute": key.per_minute,
            "price": key.price,
            "may_train": key.may_train,
            "created_at": key.created_at,
            "expires_at": key.expires_at,
        }
    )
