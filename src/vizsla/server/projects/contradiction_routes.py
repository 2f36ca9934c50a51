"""The route that lists contradictions: labels of one example by several people."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from vizsla.server.projects.example_types import ExampleItem
from vizsla.server.projects.example_values import items_by_id
from vizsla.server.projects.studio_project import GUARDS, OneProject

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])


class ClaimItem(BaseModel):
    """A label of an example, and who gave it."""

    label: str
    who: str | None = Field(description="Null where the example was added with it.")
    at: datetime | None


class ContradictionItem(BaseModel):
    """An example with labels that contradict each other."""

    example: ExampleItem
    claims: list[ClaimItem] = Field(description="Its labels; the one that counts is first.")


class ContradictionList(BaseModel):
    """A page of contradictions."""

    contradictions: list[ContradictionItem]
    next: int | None = Field(description="What to send as `after` for the next page.")
    total: int = Field(description="The number of contradictions on all pages.")


@ROUTER.get("/v1/projects/{project}/contradictions", operation_id="listContradictions")
def list_contradictions(
    project: OneProject,
    after: Annotated[int, Query(ge=0, lt=1 << 63, description="The `next` of before.")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> ContradictionList:
    """List the examples whose labels contradict each other; `labels:settle` settles one."""
    found = project.store.contradictions(limit, after)
    items = items_by_id(project.store, [each.example.id for each in found])
    return ContradictionList(
        contradictions=[
            ContradictionItem(
                example=items[each.example.id],
                claims=[ClaimItem(label=c.label, who=c.who, at=c.at) for c in each.claims],
            )
            for each in found
            if each.example.id in items  # others were removed meanwhile
        ],
        next=found[-1].example.id if len(found) == limit else None,
        total=project.store.counts().contradictions,
    )
