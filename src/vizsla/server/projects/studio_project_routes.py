"""The routes that list, make, show and delete projects."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessDeniedError
from vizsla.project.background_training import set_trains_itself
from vizsla.project.new_project import new_project
from vizsla.project.project import Project
from vizsla.server.projects.project_types import NewProject, ProjectDetails, ProjectList
from vizsla.server.projects.project_values import project_details, project_item
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, Asking, OneProject, StudioProject
from vizsla.server.require_key import check_function, key_of

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECTS, PROJECT = "/v1/projects", "/v1/projects/{project}"


@ROUTER.get(PROJECTS, operation_id="listProjects")
def list_projects(request: Request, asking: Asking) -> ProjectList:
    """List the projects."""
    key, allowed = key_of(request), asking.service.settings.functions
    times = asking.workspace.changed_at()
    return ProjectList(
        projects=[
            project_item(asking.workspace, each, times.get(each.name, each.created_at))
            for each in asking.workspace.projects()
            if (key is None or key.may_call(each.name)) and (not allowed or each.name in allowed)
        ]
    )


@ROUTER.post(
    PROJECTS, status_code=201, operation_id="createProject", openapi_extra=json_body(NewProject)
)
async def create_project(
    request: Request, asking: Asking, wanted: Annotated[NewProject, body_of(NewProject)]
) -> ProjectDetails:
    """Make a project."""
    check_function(request, wanted.name)
    request.scope["function"] = wanted.name  # for the logs
    allowed = asking.service.settings.functions
    if allowed and wanted.name not in allowed:
        raise AccessDeniedError(
            f"a project {wanted.name!r} may not be made here; it may be called {', '.join(allowed)}"
        ).because("project-names", names=sorted(allowed))
    return await run_in_threadpool(_create, asking, wanted)


def _create(asking: Asking, wanted: NewProject) -> ProjectDetails:
    store = new_project(
        asking.workspace,
        wanted.name,
        kind=wanted.kind,
        encoder=wanted.encoder,
        multi_label=wanted.multi_label,
        who=asking.who,
    )
    if wanted.trains_itself:
        set_trains_itself(asking.workspace, store)
    return project_details(StudioProject(asking.service, asking.workspace, store, asking.who))


@ROUTER.get(PROJECT, operation_id="showProject")
def show_project(project: OneProject) -> ProjectDetails:
    """Show a project: its labels, where it stands, and what would help most now."""
    return project_details(project)


@ROUTER.delete(PROJECT, status_code=204, operation_id="deleteProject")
def delete_project(project: OneProject) -> Response:
    """Delete a project for good, with its examples, runs and published functions."""
    Project.delete(project.name, project.who)
    return Response(status_code=204)
