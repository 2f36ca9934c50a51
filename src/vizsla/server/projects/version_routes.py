"""The routes that publish a run, list the versions, and go back to an earlier one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from vizsla.functions.version_words import check_version_word
from vizsla.project.publishing_job import Publishing, ask_for_publishing
from vizsla.server.projects.job_routes import job_item
from vizsla.server.projects.job_types import JobItem
from vizsla.server.projects.project_values import version_item
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.server.projects.training_types import ChosenRun, ChosenVersion, VersionList
from vizsla.server.request_body import while_connected

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"


@ROUTER.get(f"{PROJECT}/versions", operation_id="listVersions")
def list_versions(project: OneProject) -> VersionList:
    """List the published versions, the newest first."""
    return _versions(project)


@ROUTER.post(f"{PROJECT}/publish", operation_id="publishRun", openapi_extra=json_body(ChosenRun))
async def publish_run(
    request: Request, project: OneProject, chosen: Annotated[ChosenRun, body_of(ChosenRun)]
) -> VersionList:
    """Publish a run as the next version, which by default becomes the live one.

    It answers once the version is there, for programs; with many examples that may take minutes.
    `publish:start` does the same as a job, which goes on without its client.
    """

    def publish() -> VersionList:
        opened = project.opened()
        opened.publish(
            opened.run(chosen.run),
            untested=chosen.untested,
            also_as=chosen.name,
            threshold=chosen.threshold,
            thresholds=chosen.thresholds,
            live=chosen.live,
        ).close()
        return _versions(project)

    queue = project.service.queue  # it checks the answers of the new function
    with queue.admitted():
        return await while_connected(request, queue.run(publish))


@ROUTER.post(
    f"{PROJECT}/publish:start",
    status_code=202,
    operation_id="startPublishing",
    openapi_extra=json_body(ChosenRun),
)
async def start_publishing(
    project: OneProject, chosen: Annotated[ChosenRun, body_of(ChosenRun)]
) -> JobItem:
    """Publish a run as a job, which may be cancelled until the version is written.

    The result of the job is the number of the `run` and that of the `version`.
    """
    if chosen.name is not None:
        check_version_word(chosen.name)
    wanted = Publishing(
        run=chosen.run,
        untested=chosen.untested,
        also_as=chosen.name,
        threshold=chosen.threshold,
        thresholds=chosen.thresholds,
        live=chosen.live,
    )
    asked = await run_in_threadpool(
        ask_for_publishing, project.workspace, project.store, wanted, project.who
    )
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return job_item(asked)


@ROUTER.post(f"{PROJECT}/rollback", operation_id="rollBack", openapi_extra=json_body(ChosenVersion))
async def roll_back(
    project: OneProject, chosen: Annotated[ChosenVersion, body_of(ChosenVersion)]
) -> VersionList:
    """Make an earlier version the live one."""

    def change() -> VersionList:
        project.opened().rollback(chosen.version)
        return _versions(project)

    return await run_in_threadpool(change)


def _versions(project: StudioProject) -> VersionList:
    opened = project.opened()
    live, names = opened.live(), opened.version_names()
    found = [version_item(each, live, names) for each in reversed(opened.versions())]
    return VersionList(versions=found)
