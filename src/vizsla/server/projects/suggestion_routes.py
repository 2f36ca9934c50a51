"""The route that says what to label next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from vizsla.server.projects.example_types import ExampleItem
from vizsla.server.projects.example_values import items_by_id
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.request_body import while_connected

if TYPE_CHECKING:
    from vizsla.project.suggestion import Suggestion

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
MOST = 200  # suggestions


class SuggestionItem(BaseModel):
    """An example to label next, with a guess."""

    example: ExampleItem
    label: str | None = Field(description="The guess; null where too little is labelled.")
    score: float | None = Field(description="How likely the guess is right, 0 to 1.")
    labels: list[str] = Field(description="In a multi-label project all that probably hold.")
    feedback: int = Field(description="The number of callers who said what is right.")


class SuggestionList(BaseModel):
    """What to label next, the most useful first."""

    suggestions: list[SuggestionItem]
    revision: int = Field(description="The revision of the project of which they were made.")


@ROUTER.get("/v1/projects/{project}/suggestions", operation_id="listSuggestions")
async def list_suggestions(
    request: Request,
    project: OneProject,
    count: Annotated[int, Query(ge=1, le=MOST, description="The most suggestions.")] = 20,
) -> SuggestionList:
    """List the examples to label next, each with a guess made of the labels as they are now."""

    def suggest() -> SuggestionList:
        revision = project.store.revision()
        found = project.held().suggest(count)
        return SuggestionList(suggestions=_items(project, found), revision=revision)

    queue = project.service.queue
    with queue.admitted():
        return await while_connected(request, queue.run(suggest))


def _items(project: StudioProject, found: list[Suggestion]) -> list[SuggestionItem]:
    items = items_by_id(project.store, [each.example.id for each in found])
    return [
        SuggestionItem(
            example=items[each.example.id],
            label=each.label,
            score=each.score,
            labels=list(each.labels),
            feedback=len(each.feedback),
        )
        for each in found
        if each.example.id in items  # others were removed meanwhile
    ]
