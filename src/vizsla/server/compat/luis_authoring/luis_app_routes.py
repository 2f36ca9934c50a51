"""LUIS's routes that list, make, import, describe and remove apps."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import AccessDeniedError, OptionError
from vizsla.features.definitions import FeatureDefinitions
from vizsla.project.app_versions import FIRST, AppVersions
from vizsla.project.import_assistant import import_assistant
from vizsla.project.new_project import new_project
from vizsla.project.project import Project
from vizsla.server.compat.luis_authoring.authored_app import DONE, AuthoredApp, authored_apps
from vizsla.server.compat.luis_authoring.authoring_body import (
    AuthoringBody,
    description_of,
    text_of,
)
from vizsla.server.compat.luis_authoring.authoring_json import app_json
from vizsla.server.compat.luis_authoring.authoring_parameters import paged, parameter
from vizsla.server.compat.luis_authoring.authoring_router import AuthoringRouter
from vizsla.server.compat.public_ids import project_id
from vizsla.server.compat.training_access import training_workspace, who_of
from vizsla.server.require_key import check_function
from vizsla.server.service import Service

__all__ = ["ROUTER"]

ROUTER = AuthoringRouter()
CREATED = 201
KIND = "text-classification"
NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._-]+")
PUBLISH_SETTINGS = ("sentimentAnalysis", "speech", "spellChecker")


@ROUTER.route("GET", "/apps")
def list_apps(request: Request) -> list[dict[str, Any]]:
    """List the apps."""
    found = [app_json(AuthoredApp.of(request, each.name)) for each in authored_apps(request)]
    return paged(request, found)


@ROUTER.route("POST", "/apps")
async def add_app(request: Request, body: AuthoringBody) -> JSONResponse:
    """Make an empty app."""
    return await run_in_threadpool(_add, request, body)


def _add(request: Request, body: dict[str, Any]) -> JSONResponse:
    culture, version = text_of(body, "culture"), text_of(body, "initialVersionId", FIRST)
    description = description_of(body, "description")
    name = _free_name(request, text_of(body, "name"))
    workspace, who = training_workspace(request), who_of(request)
    store = new_project(workspace, name, kind=KIND, who=who)
    Project(workspace, store, who).set_features(
        FeatureDefinitions(culture.partition("-")[0].lower())
    )
    return _made(request, name, version, culture, description)


@ROUTER.route("POST", "/apps/import")
async def import_app(request: Request, body: AuthoringBody) -> JSONResponse:
    """Make an app of one that LUIS exported."""
    return await run_in_threadpool(_import, request, body)


def _import(request: Request, body: dict[str, Any]) -> JSONResponse:
    version, culture = text_of(body, "versionId", FIRST), text_of(body, "culture", "en-us")
    description = description_of(body, "desc")
    name = _free_name(request, parameter(request, "appName") or text_of(body, "name"))
    new_project(training_workspace(request), name, kind=KIND, who=who_of(request))
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "app.json")
            file.write_text(json.dumps({"luis_schema_version": "7.0.0", **body}), "utf-8")
            import_assistant(file, name, who=who_of(request)).project.close()
    except BaseException:
        Project.delete(name, who_of(request))  # nothing is left of an app that can't be read
        raise
    return _made(request, name, version, culture, description)


@ROUTER.route("GET", "/apps/cultures")
def list_cultures(request: Request) -> list[dict[str, str]]:
    """List the languages whose dates and numbers are found; texts may be in others, too."""
    training_workspace(request)
    names = {"de-de": "German", "en-us": "English", "es-es": "Spanish", "fr-fr": "French"}
    names |= {"it-it": "Italian", "ja-jp": "Japanese", "nl-nl": "Dutch", "pt-br": "Portuguese"}
    return [{"name": name, "code": code} for code, name in names.items()]


@ROUTER.route("GET", "/apps/{app}")
def show_app(request: Request, app: str) -> dict[str, Any]:
    """Show an app."""
    return app_json(AuthoredApp.of(request, app))


@ROUTER.route("PUT", "/apps/{app}")
async def update_app(request: Request, app: str, body: AuthoringBody) -> dict[str, Any]:
    """Describe an app."""
    return await run_in_threadpool(_update, request, app, body)


def _update(request: Request, app: str, body: dict[str, Any]) -> dict[str, Any]:
    found = AuthoredApp.of(request, app)
    name = text_of(body, "name", found.name)
    if name != found.name:
        raise OptionError(
            f"an app keeps its name here, {found.name!r}, which its function has, too; import it "
            "again under another name"
        )
    found.versions.describe(description=description_of(body, "description"))
    return DONE


@ROUTER.route("DELETE", "/apps/{app}")
def delete_app(request: Request, app: str) -> dict[str, Any]:
    """Remove an app for good, with all that was published of it."""
    Project.delete(AuthoredApp.of(request, app).name, who_of(request))
    return DONE


@ROUTER.route("GET", "/apps/{app}/settings")
def show_settings(request: Request, app: str) -> dict[str, Any]:
    """Show an app's settings: a key is needed wherever the server asks for one."""
    return {"id": AuthoredApp.of(request, app).id, "public": False}


@ROUTER.route("PUT", "/apps/{app}/settings")
async def update_settings(request: Request, app: str, body: AuthoringBody) -> dict[str, Any]:
    """Take settings that change nothing."""
    return await run_in_threadpool(_settings, request, app, body, ("public",))


@ROUTER.route("GET", "/apps/{app}/publishsettings")
def show_publish_settings(request: Request, app: str) -> dict[str, Any]:
    """Show what is done to texts besides predicting: nothing."""
    return {"id": AuthoredApp.of(request, app).id, **dict.fromkeys(PUBLISH_SETTINGS, False)}


@ROUTER.route("PUT", "/apps/{app}/publishsettings")
async def update_publish_settings(
    request: Request, app: str, body: AuthoringBody
) -> dict[str, Any]:
    """Take settings that change nothing."""
    return await run_in_threadpool(_settings, request, app, body, PUBLISH_SETTINGS)


def _settings(
    request: Request, app: str, body: dict[str, Any], names: tuple[str, ...]
) -> dict[str, Any]:
    AuthoredApp.of(request, app)
    for name in names:
        if body.get(name) is not None and body[name] is not False:
            raise OptionError(f"{name}: this server has no such thing; leave it out, or say false")
    return DONE


def _free_name(request: Request, title: str) -> str:
    """Return the name of a new project.

    Raises:
        OptionError: there is a project of that name.
        AccessDeniedError: the request may not make one of that name.

    """
    workspace = training_workspace(request)
    name = NOT_ALLOWED.sub("-", title).strip("-._")[:80] or "assistant"
    check_function(request, name)
    functions = Service.of(request).settings.functions
    if functions and name not in functions:
        raise AccessDeniedError(f"this server serves {', '.join(functions)}, and no other app")
    if any(each.name.lower() == name.lower() for each in workspace.named_projects()):
        raise OptionError(f"there is an app {name!r} already; choose another name")
    return name


def _made(
    request: Request, name: str, version: str, culture: str, description: str
) -> JSONResponse:
    workspace = training_workspace(request)
    versions = AppVersions(workspace, workspace.open_project(name), who_of(request))
    versions.describe(description=description, culture=culture)
    versions.name_active(version)
    return JSONResponse(project_id(name), CREATED)
