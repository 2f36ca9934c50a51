"""The routes of entities that people mark in texts."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from vizsla.project.mark_entities import mark_entities
from vizsla.server.projects.example_routes import EXAMPLE, ExampleId
from vizsla.server.projects.label_routes import acted_on
from vizsla.server.projects.label_types import ActedOn, LabelName
from vizsla.server.projects.request_parts import RequestPart, body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.workspace import LabelledEntity

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
MOST = 500  # entities of a text
Place = Annotated[int, Field(ge=0, lt=1 << 31)]


class MarkedEntity(RequestPart):
    """A part of a text, and what it is."""

    start: Place = Field(description="The first character's place, in Unicode code points.")
    end: Place = Field(description="The place behind the last character.")
    name: LabelName = Field(examples=["place"])
    role: str = Field("", description="What it does, such as `from`.", max_length=200)


class MarkedEntities(RequestPart):
    """All entities of a text."""

    entities: list[MarkedEntity] | None = Field(
        description="Empty where there is none; null to forget that somebody looked.",
        max_length=MOST,
    )


class EntityName(BaseModel):
    """An entity, and how often it is marked."""

    name: str
    count: int


class EntityNames(BaseModel):
    """The entities of a project, the most frequent first."""

    entities: list[EntityName]


@ROUTER.put(
    f"{EXAMPLE}/entities", operation_id="markEntities", openapi_extra=json_body(MarkedEntities)
)
async def put_entities(
    project: OneProject,
    example: ExampleId,
    marked: Annotated[MarkedEntities, body_of(MarkedEntities)],
) -> ActedOn:
    """Mark the entities of a text, in place of those that were marked; it can be undone."""
    found = marked.entities
    entities = (
        None
        if found is None
        else [LabelledEntity(each.start, each.end, each.name, each.role) for each in found]
    )

    def mark() -> ActedOn:
        return acted_on(project, mark_entities(project.store, example, entities, project.who))

    return await run_in_threadpool(mark)


@ROUTER.get("/v1/projects/{project}/entities", operation_id="listEntities")
def list_entities(project: OneProject) -> EntityNames:
    """List the entities that are marked in texts."""
    counts = project.store.entity_names()
    return EntityNames(
        entities=[EntityName(name=name, count=count) for name, count in counts.items()]
    )
