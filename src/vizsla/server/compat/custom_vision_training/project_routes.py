"""Custom Vision's routes about projects."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import AccessDeniedError, OptionError
from vizsla.project.new_project import new_project
from vizsla.project.project import Project
from vizsla.server.compat.custom_vision_training.domains import GENERAL, check_domain
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.small_body import JsonObject, optional_text
from vizsla.server.compat.custom_vision_training.training_json import project_json
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT, TRAINING
from vizsla.server.compat.custom_vision_training.training_project import (
    KIND,
    TrainingProject,
    training_projects,
)
from vizsla.server.compat.training_access import training_workspace, who_of
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
_MAKING = threading.Lock()  # what people call a project is no key of the database
LONGEST_TITLE = 200
NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_NAME = 70
TYPES = {"Multilabel": True, "Multiclass": False}
# Asks Azure's storage and queues for something.
ELSEWHERE = {"exportmodelcontaineruri", "notificationqueueuri"}


@ROUTER.get(f"{TRAINING}/projects")
def list_projects(request: Request) -> list[dict[str, Any]]:
    """List the projects that classify images."""
    TrainingQuery(request)
    return [
        project_json(TrainingProject.named(request, each.name), each.created_at)
        for each in training_projects(request)
    ]


@ROUTER.post(f"{TRAINING}/projects")
async def create_project(request: Request, body: JsonObject) -> dict[str, Any]:
    """Make a project."""
    return await run_in_threadpool(_create_in_turn, request, body)


def _create_in_turn(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    with _MAKING:
        return _create(request, body)


def _create(request: Request, body: dict[str, Any]) -> dict[str, Any]:
    query = TrainingQuery(
        request, "name", "description", "domainId", "classificationType", "targetExportPlatforms"
    )
    wanted = [each for each in body if each.lower() in ELSEWHERE and body[each]]
    if wanted:
        raise not_here(f"storage or queue in Azure ({wanted[0]})", "leave it out")
    several = TYPES[query.choice("classificationType", "Multilabel", [*TYPES])]
    title = _check_title(request, query.text("name"))
    facts = {
        "name": title,
        "description": query.text("description"),
        "domain": check_domain(query.text("domainId", GENERAL)),
        "platforms": [each for each in query.text("targetExportPlatforms").split(",") if each],
    }
    name = _free_name(request, title)
    try:
        new_project(
            training_workspace(request),
            name,
            kind=KIND,
            multi_label=several,
            who=who_of(request),
        )
    except OptionError as error:  # a shipped function has it, or another request came first
        raise CustomVisionRefusalError("BadRequestProjectName", str(error)) from error
    project = TrainingProject.named(request, name)
    project.put_facts(facts)
    return project_json(project, _created(request, project))


@ROUTER.get(PROJECT)
def show_project(request: Request, project: str) -> dict[str, Any]:
    """Show a project."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    return project_json(found, _created(request, found))


@ROUTER.patch(PROJECT)
async def update_project(request: Request, project: str, body: JsonObject) -> dict[str, Any]:
    """Change the name and the description of a project."""
    return await run_in_threadpool(_update, request, project, body)


def _update(request: Request, project: str, body: dict[str, Any]) -> dict[str, Any]:
    found = TrainingProject.of(request, project)
    facts = {"name": found.name, **found.facts()}
    title = body.get("name", facts["name"])
    if title != facts["name"]:
        facts["name"] = _check_title(request, title)
    description = optional_text(body, "description")
    if description is not None:
        facts["description"] = description
    facts |= _new_settings(found, body.get("settings"))
    found.put_facts(facts)
    return project_json(found, _created(request, found))


def _new_settings(project: TrainingProject, settings: object) -> dict[str, Any]:
    """Return what the settings of a request change."""
    if settings is None:
        return {}
    if not isinstance(settings, dict):
        raise CustomVisionRefusalError("BadRequest", "settings is no JSON object")
    kind, domain = (
        optional_text(settings, "classificationType"),
        optional_text(settings, "domainId"),
    )
    if kind is not None and TYPES.get(kind) != project.several:
        raise not_here(
            "change of a project's classification type", "make a project of the other type"
        )
    return {} if domain is None else {"domain": check_domain(domain)}


@ROUTER.delete(PROJECT)
def delete_project(request: Request, project: str) -> Response:
    """Remove a project for good, with its images, iterations and functions."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    published = [each.name for each in found.trainings.all() if each.version_name is not None]
    if published:
        raise CustomVisionRefusalError(
            "BadRequestIterationIsPublished",
            f"the project has published iterations ({', '.join(published)}); unpublish them first",
        )
    if found.trainings.is_active():
        raise CustomVisionRefusalError(
            "BadRequestWorkspaceNotDeletable",
            "the project is being trained; wait until that iteration is Completed or Failed",
        )
    Project.delete(found.name, found.who)
    return Response(status_code=204)


def _check_title(request: Request, title: object) -> str:
    """Return the name that people give a project.

    Raises:
        CustomVisionRefusalError: it is empty, too long, or another project's.

    """
    if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE:
        raise CustomVisionRefusalError(
            "BadRequestProjectName",
            f"a project's name has 1 to {LONGEST_TITLE} characters, and {title!r:.80} has not",
        )
    workspace = training_workspace(request)
    for each in training_projects(request):  # of the others, a key learns nothing
        project = TrainingProject(workspace, workspace.open_project(each.name), None)
        if title in {each.name, project.facts().get("name")}:
            raise _taken(title)
    return title


def _taken(title: str) -> CustomVisionRefusalError:
    return CustomVisionRefusalError(
        "BadRequestProjectNameNotUnique", f"there is a project {title!r:.80} already"
    )


def _free_name(request: Request, title: str) -> str:
    """Return a name for a new project and its function, made of the name that people gave it."""
    plain = NOT_ALLOWED.sub("-", title).strip("-._")[:LONGEST_NAME] or "project"
    key, settings = key_of(request), Service.of(request).settings
    allowed = settings.functions or (key.functions if key is not None else None)
    taken = {each.name.lower() for each in training_workspace(request).named_projects()}
    if allowed:
        if plain in allowed and (key is None or key.may_call(plain)):
            if plain.lower() in taken:
                raise _taken(title)
            return plain
        raise AccessDeniedError(
            f"a project {plain!r} may not be made here; it may be called {', '.join(allowed)}"
        )
    number, name = 1, plain
    while name.lower() in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


def _created(request: Request, project: TrainingProject) -> datetime:
    return next(each.created_at for each in training_projects(request) if each.name == project.name)
