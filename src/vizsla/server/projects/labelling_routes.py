"""The routes of labelling together: the queue, its leases, and who is here."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from vizsla.project.sure_label_forecast import sure_forecast
from vizsla.server.projects.example_values import items_by_id
from vizsla.server.projects.labelling_types import (
    ForecastItem,
    GuessItem,
    GuessSource,
    LabellingClient,
    LabelQueueItem,
    LabelQueuePage,
    PeopleHere,
    PersonHere,
    QueueRequest,
    Visit,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.workspace.name_rules import actor_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.project.label_ranking import LabelRanking
    from vizsla.workspace import Store
    from vizsla.workspace.labelling_leases import LeasedExample

__all__ = ["ROUTER", "people_here"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
ROOM = "label"
PATIENCE = 0.25  # seconds to wait for guesses of the labels as they are now
LEAST = 3  # examples of a group
Asked = Annotated[QueueRequest, body_of(QueueRequest)]


@ROUTER.post(
    f"{PROJECT}/queue:take", operation_id="takeExamples", openapi_extra=json_body(QueueRequest)
)
async def take_examples(project: OneProject, asked: Asked) -> LabelQueuePage:
    """Take examples to label, which nobody else is given for two minutes.

    Those that the client has already come first, each with a guess of the labels as they are now.
    The queue is empty only where everything is labelled or set aside.
    """

    def take() -> LabelQueuePage:
        ranking = project.held().label_queue.ranking(PATIENCE)
        order = () if ranking is None else ranking.order
        leases = project.store.leases
        found = leases.take(asked.client, project.who, ROOM, order, asked.count)
        return _page(project, ranking, found)

    return await run_in_threadpool(take)


@ROUTER.post(
    f"{PROJECT}/queue:take-group", operation_id="takeGroup", openapi_extra=json_body(QueueRequest)
)
async def take_group(project: OneProject, asked: Asked) -> LabelQueuePage:
    """Take a group of examples that are probably equal; none where there is no such group."""

    def take() -> LabelQueuePage:
        ranking = project.held().label_queue.ranking(PATIENCE)
        leases = project.store.leases
        found: list[LeasedExample] = []
        for each in () if ranking is None else ranking.groups:
            ids = each[: asked.count]
            found = leases.take_all(asked.client, project.who, ROOM, ids, LEAST)
            if found:
                break
        return _page(project, ranking, found, is_group=True)

    return await run_in_threadpool(take)


@ROUTER.post(f"{PROJECT}/presence", operation_id="sayHere", openapi_extra=json_body(Visit))
async def say_here(project: OneProject, visit: Annotated[Visit, body_of(Visit)]) -> PeopleHere:
    """Say that you are here, at least once a minute; what you have taken stays yours meanwhile."""

    def say() -> PeopleHere:
        project.store.leases.visit(visit.client, project.who, visit.room)
        return people_here(project)

    return await run_in_threadpool(say)


@ROUTER.get(f"{PROJECT}/presence", operation_id="listPeopleHere")
def list_people(project: OneProject) -> PeopleHere:
    """List who has the project open now."""
    return people_here(project)


@ROUTER.post(
    f"{PROJECT}/presence:leave",
    status_code=204,
    operation_id="leave",
    openapi_extra=json_body(LabellingClient),
)
async def leave(
    project: OneProject, client: Annotated[LabellingClient, body_of(LabellingClient)]
) -> Response:
    """Say that you are gone: others are given what you had taken."""
    await run_in_threadpool(project.store.leases.leave, client.client)
    return Response(status_code=204)


@ROUTER.get(f"{PROJECT}/forecast", operation_id="showForecast")
def show_forecast(project: OneProject) -> ForecastItem:
    """Show about how many more labels it takes until answers are sure."""
    return ForecastItem.model_validate(asdict(sure_forecast(project.store)))


def people_here(project: StudioProject) -> PeopleHere:
    """Return who has a project open now."""
    found = project.store.leases.people()
    people = [PersonHere(who=each.who, room=each.room) for each in found]
    return PeopleHere(people=people, you=actor_name(project.who))


def _page(
    project: StudioProject,
    ranking: LabelRanking | None,
    found: Sequence[LeasedExample],
    *,
    is_group: bool = False,
) -> LabelQueuePage:
    store = project.store
    guesses = {} if ranking is None else ranking.guesses
    items = items_by_id(store, [each.id for each in found])
    listed = []
    for each in found:
        if each.id not in items:  # it was removed meanwhile
            continue
        guess = guesses.get(each.id)
        listed.append(
            LabelQueueItem(
                example=items[each.id],
                guess=None if guess is None else GuessItem.model_validate(asdict(guess)),
                until=each.until,
                held_by=each.held_by,
            )
        )
    counts = store.counts()
    return LabelQueuePage(
        examples=listed,
        label=_label_of_all(listed) if is_group else None,
        unlabelled=counts.by_state["unlabelled"],
        unsure=counts.by_state["unsure"],
        skipped=counts.by_state["skipped"],
        contradictions=counts.contradictions,
        source=_source(store, ranking),
        forecast=ForecastItem.model_validate(asdict(sure_forecast(store))),
    )


def _label_of_all(group: Sequence[LabelQueueItem]) -> str | None:
    """Return the label that each of a group probably has; None where there is none."""
    from vizsla.training.likely_equals import PROBABLE  # noqa: PLC0415 - it imports NumPy

    guesses = [each.guess for each in group]
    probable = [
        each.label for each in guesses if each is not None and (each.score or 0) >= PROBABLE
    ]
    one = len({*probable}) == 1 and len(probable) == len(group)
    return probable[0] if one else None


def _source(store: Store, ranking: LabelRanking | None) -> GuessSource | None:
    if ranking is None or not ranking.guesses:
        return None
    versions = [each.number for each in store.versions() if each.run == ranking.run]
    return GuessSource(
        revision=ranking.revision,
        labelled=ranking.labelled,
        run=ranking.run,
        version=max(versions, default=None),
    )
