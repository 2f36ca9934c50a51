"""The routes that list examples, and show one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool

from vizsla.errors import NotFoundError, RequestError
from vizsla.project.ranked_examples import Ranking, ranked_ids, ranked_page
from vizsla.server.projects.example_types import (
    MOST_IDS,
    ExampleConditions,
    ExampleDetails,
    ExampleIds,
    ExampleQuery,
    ListedExamples,
)
from vizsla.server.projects.example_values import example_items, example_values, history_item
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.request_body import while_connected
from vizsla.workspace.example_filter import (
    ExampleFilter,
    FoundExample,
    FoundExamples,
    ListPlace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EXAMPLE", "ROUTER", "ExampleId", "find_example"]

T = TypeVar("T")
ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
EXAMPLES = f"{PROJECT}/examples"
EXAMPLE = f"{EXAMPLES}/{{example}}"
ExampleId = Annotated[int, Path(ge=1, lt=1 << 63, description="The id of an example.")]


@ROUTER.get(EXAMPLES, operation_id="listExamples")
async def list_examples(
    request: Request, project: OneProject, query: Annotated[ExampleQuery, Query()]
) -> ListedExamples:
    """List examples page by page: those that fit all of the conditions."""
    wanted, ranking = _filter(query), _ranking(query)
    after = None if query.after is None else ListPlace.from_text(query.after)
    store = project.store

    def search() -> FoundExamples:
        if not ranking:
            return store.search(wanted, query.limit, after)
        ids = ranked_ids(store, ranking, wanted, project.held)
        return ranked_page(store, ids, query.limit, after)

    def listed() -> ListedExamples:
        page = search()
        return ListedExamples(
            examples=example_items(store, page.found),
            next=None if page.next is None else page.next.to_text(),
            total=page.total,
        )

    return await _looked_up(request, project, ranking, listed)


@ROUTER.get(f"{PROJECT}/example-ids", operation_id="listExampleIds")
async def list_example_ids(
    request: Request, project: OneProject, query: Annotated[ExampleConditions, Query()]
) -> ExampleIds:
    """List the ids of all examples that fit, for a screen that scrolls anywhere at once."""
    wanted, ranking, store = _filter(query), _ranking(query), project.store

    def listed() -> ExampleIds:
        revision = store.revision()  # read first: a later change comes twice, never not at all
        if ranking:
            ids = ranked_ids(store, ranking, wanted, project.held)
        else:
            ids = store.search_ids(wanted)
        return ExampleIds(ids=ids, revision=revision)

    return await _looked_up(request, project, ranking, listed)


@ROUTER.get(EXAMPLE, operation_id="showExample")
def show_example(project: OneProject, example: ExampleId) -> ExampleDetails:
    """Show an example with its history."""
    found = find_example(project, example)
    (values,) = example_values(project.store, [found])
    history = [history_item(each) for each in project.store.history(example)]
    return ExampleDetails(**values, history=history)


async def _looked_up(
    request: Request, project: StudioProject, ranking: Ranking, look: Callable[[], T]
) -> T:
    """Look examples up, in the queue of heavy work where embeddings are compared."""
    if ranking.near is None and ranking.find is None:
        return await run_in_threadpool(look)
    queue = project.service.queue
    with queue.admitted():
        return await while_connected(request, queue.run(look))


def _ranking(query: ExampleConditions) -> Ranking:
    return Ranking(query.near, query.find, query.finding)


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
