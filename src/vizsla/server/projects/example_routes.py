"""The routes that list examples, and show one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query

from vizsla.errors import NotFoundError, RequestError
from vizsla.server.projects.example_types import (
    MOST_IDS,
    ExampleConditions,
    ExampleDetails,
    ExampleIds,
    ExampleQuery,
    ListedExamples,
)
from vizsla.server.projects.example_values import example_items, example_values, history_item
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.workspace.example_filter import ExampleFilter, FoundExample, ListPlace

__all__ = ["EXAMPLE", "ROUTER", "ExampleId", "find_example"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
EXAMPLES = f"{PROJECT}/examples"
EXAMPLE = f"{EXAMPLES}/{{example}}"
ExampleId = Annotated[int, Path(ge=1, lt=1 << 63, description="The id of an example.")]


@ROUTER.get(EXAMPLES, operation_id="listExamples")
def list_examples(project: OneProject, query: Annotated[ExampleQuery, Query()]) -> ListedExamples:
    """List examples page by page: those that fit all of the conditions."""
    wanted = _filter(query)
    after = None if query.after is None else ListPlace.from_text(query.after)
    page = project.store.search(wanted, query.limit, after)
    return ListedExamples(
        examples=example_items(project.store, page.found),
        next=None if page.next is None else page.next.to_text(),
        total=page.total,
    )


@ROUTER.get(f"{PROJECT}/example-ids", operation_id="listExampleIds")
def list_example_ids(
    project: OneProject, query: Annotated[ExampleConditions, Query()]
) -> ExampleIds:
    """List the ids of all examples that fit, for a screen that scrolls anywhere at once."""
    revision = project.store.revision()  # read first: a later change comes twice, never not at all
    return ExampleIds(ids=project.store.search_ids(_filter(query)), revision=revision)


@ROUTER.get(EXAMPLE, operation_id="showExample")
def show_example(project: OneProject, example: ExampleId) -> ExampleDetails:
    """Show an example with its history."""
    found = find_example(project, example)
    (values,) = example_values(project.store, [found])
    history = [history_item(each) for each in project.store.history(example)]
    return ExampleDetails(**values, history=history)


def _filter(query: ExampleConditions) -> ExampleFilter:
    ids = None if query.ids is None else tuple(int(each) for each in query.ids.split(","))
    if ids is not None and len(ids) > MOST_IDS:
        raise RequestError(f"ids has {len(ids)} ids; at most {MOST_IDS} are taken")
    return ExampleFilter(
        label=query.label,
        states=tuple(query.state.split(",")) if query.state else (),
        split=query.part,
        who=query.who,
        words=tuple((query.words or "").split()),
        ids=ids,
        added_from=_time(query.added_from),
        added_before=_time(query.added_before),
        order=query.order,
    )


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise RequestError(f"there is no time {text}") from error


def find_example(project: OneProject, number: int) -> FoundExample:
    """Return an example.

    Raises:
        NotFoundError: there is none of that id.

    """
    found = project.store.search(ExampleFilter(ids=(number,)), 1).found
    if not found:
        raise NotFoundError(
            f"the project {project.name!r} has no example {number}; it may have been removed"
        )
    return found[0]
