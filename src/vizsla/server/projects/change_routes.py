"""The routes that tell what has changed in a project: on request, or as it happens.

The events come from the database, so that it does not matter which server a change was made on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessError, NotFoundError, ServerBusyError
from vizsla.server.projects.event_stream import STILL_HERE, EventStream, event_text
from vizsla.server.projects.job_routes import job_item
from vizsla.server.projects.labelling_routes import people_here
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.require_key import identify

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vizsla.server.projects.job_types import JobItem
    from vizsla.server.projects.labelling_types import PeopleHere
    from vizsla.workspace import ProjectChanges

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"
BETWEEN_LOOKS = 1.0  # seconds
WHILE_AT_WORK = 0.4  # the same, while a job is at work
BETWEEN_SIGNS = 15  # looks
MOST_STREAMS = 200
NEWEST = 5  # jobs that are looked at
LARGEST = 1 << 62
Revision = Annotated[int, Query(ge=0, le=LARGEST, description="The revision of the last answer.")]


class ChangeList(BaseModel):
    """What has changed since a revision."""

    revision: int = Field(description="The revision after these changes; ask again with it.")
    examples: list[int] = Field(description="Examples that were added or changed.")
    removed: list[int] = Field(description="Examples that were removed.")
    runs: list[int] = Field(description="Runs that were added or tested.")
    versions: list[int] = Field(description="Versions that were published.")
    more: bool = Field(description="Whether there are more changes: ask again at once.")


@ROUTER.get(f"{PROJECT}/changes", operation_id="listChanges")
def list_changes(
    project: OneProject,
    since: Revision = 0,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1_000,
) -> ChangeList:
    """List what has changed since a revision."""
    return _listed(project.store.changes_since(since, limit))


@ROUTER.get(
    f"{PROJECT}/events",
    operation_id="watchProject",
    response_class=Response,
    responses={
        200: {
            "description": (
                "Events until the client leaves: `revision` with the revision at first, `changes` "
                "with what `changes` returns, `job` with a job that went on, `people` with who is "
                "here, at first and when somebody comes or goes, "
                "`removed` where the project is gone."
            ),
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }
    },
)
async def watch_project(
    request: Request,
    project: OneProject,
    since: Annotated[
        int | None, Query(ge=0, le=LARGEST, description="By default the newest revision.")
    ] = None,
    last_event_id: Annotated[
        str | None, Header(description="The id of the last event that came; it goes on there.")
    ] = None,
) -> EventStream:
    """Tell what changes in a project as it happens."""
    service = project.service
    if service.streams >= MOST_STREAMS:
        raise ServerBusyError(f"{MOST_STREAMS} clients watch projects here, and no more may", 10)
    newest = await run_in_threadpool(project.store.revision)
    if last_event_id is not None and last_event_id.isdecimal():
        since = min(int(last_event_id[:19]), LARGEST)
    # A project of the same name that was made anew has counted from the start.
    since = newest if since is None else min(since, newest)
    return EventStream(_events(request, project, since))


async def _events(request: Request, project: StudioProject, since: int) -> AsyncIterator[str]:
    service = project.service
    service.streams += 1
    try:
        yield event_text("revision", {"revision": since}, since)
        jobs = await asyncio.to_thread(_jobs, project)
        quiet, told = 0, {each.id: each for each in jobs if each.ended_at is not None}
        people: PeopleHere | None = None
        while not service.is_ending():
            try:
                await identify(request)  # a key that was revoked meanwhile watches no longer
                found = await asyncio.to_thread(project.store.changes_since, since)
            except AccessError:
                return
            except NotFoundError:
                yield event_text("removed", {})
                return
            if found:
                quiet = 0
                yield event_text("changes", _listed(found).model_dump(), found.revision)
            since = found.revision
            if found.more:
                continue
            now = await asyncio.to_thread(_jobs, project)
            for each in now:
                if told.get(each.id) != each:
                    quiet = 0
                    yield event_text("job", each.model_dump(mode="json"))
            told = {each.id: each for each in now}
            here = await asyncio.to_thread(people_here, project)
            if here != people:
                quiet, people = 0, here
                yield event_text("people", here.model_dump(mode="json"))
            quiet += 1
            if quiet % BETWEEN_SIGNS == 0:
                yield STILL_HERE
            at_work = any(each.state == "running" for each in now)
            await asyncio.sleep(WHILE_AT_WORK if at_work else BETWEEN_LOOKS)
    finally:
        service.streams -= 1


def _jobs(project: StudioProject) -> list[JobItem]:
    """Return the newest jobs, of which one at most is at work."""
    found = project.workspace.jobs.of_project(project.store.row_id, newest=NEWEST)
    return [job_item(each) for each in found]


def _listed(found: ProjectChanges) -> ChangeList:
    values: dict[str, Any] = {
        name: list(getattr(found, name)) for name in ("examples", "removed", "runs", "versions")
    }
    return ChangeList(revision=found.revision, more=found.more, **values)
