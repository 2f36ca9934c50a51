"""The routes that say whether a project trains by itself as people label, and that change it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from vizsla.project.background_training import (
    LABELS,
    background_training,
    set_trains_itself,
)
from vizsla.server.projects.request_parts import RequestPart, body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
RETRAINING = "/v1/projects/{project}/retraining"


class RetrainingState(BaseModel):
    """Whether a project trains by itself, and what the next training waits for."""

    by_itself: bool = Field(description="Whether the project is to train by itself.")
    allowed: bool = Field(description="Whether this server lets projects do so.")
    labels: int = Field(description="The number of labels that have enough examples.")
    labels_needed: int
    new: int = Field(description="Labelled examples that changed since the last training.")
    new_needed: int = Field(description="So many of them begin the next training.")


class NewRetraining(RequestPart):
    """Whether a project is to train by itself."""

    by_itself: bool


@ROUTER.get(RETRAINING, operation_id="showRetraining")
def show_retraining(project: OneProject) -> RetrainingState:
    """Show whether a project trains by itself, and what the next training waits for."""
    return _state(project)


@ROUTER.put(RETRAINING, operation_id="setRetraining", openapi_extra=json_body(NewRetraining))
async def set_retraining(
    project: OneProject, wanted: Annotated[NewRetraining, body_of(NewRetraining)]
) -> RetrainingState:
    """Let a project train by itself as people label, or no more."""

    def change() -> RetrainingState:
        set_trains_itself(project.workspace, project.store, by_itself=wanted.by_itself)
        return _state(project)

    return await run_in_threadpool(change)


def _state(project: StudioProject) -> RetrainingState:
    found = background_training(project.workspace, project.store)
    return RetrainingState(
        by_itself=found.by_itself,
        allowed=project.service.trainer is not None,
        labels=found.enough,
        labels_needed=LABELS,
        new=found.new,
        new_needed=found.needed,
    )
