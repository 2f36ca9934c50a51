"""LUIS's routes that list, import, export, copy, rename and remove versions of an app."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import OptionError
from vizsla.server.compat.luis_authoring.authored_app import DONE, AuthoredApp
from vizsla.server.compat.luis_authoring.authoring_body import AuthoringBody, line_of, text_of
from vizsla.server.compat.luis_authoring.authoring_json import version_json
from vizsla.server.compat.luis_authoring.authoring_parameters import paged, parameter
from vizsla.server.compat.luis_authoring.authoring_router import AuthoringRouter

__all__ = ["ROUTER"]

ROUTER = AuthoringRouter()
CREATED = 201
VERSION = "/apps/{app}/versions/{version}"


@ROUTER.route("GET", "/apps/{app}/versions")
def list_versions(request: Request, app: str) -> list[dict[str, Any]]:
    """List the versions, the oldest first."""
    found = AuthoredApp.of(request, app)
    return paged(request, [version_json(found, each) for each in found.versions.all()])


@ROUTER.route("POST", "/apps/{app}/versions/import")
async def import_version(request: Request, app: str, body: AuthoringBody) -> JSONResponse:
    """Import an app that LUIS exported as a version."""
    return await run_in_threadpool(_import, request, app, body)


def _import(request: Request, app: str, body: dict[str, Any]) -> JSONResponse:
    asked = parameter(request, "versionId")
    version = line_of(asked, "versionId") if asked else text_of(body, "versionId")
    AuthoredApp.of(request, app).versions.add(version, body)
    return JSONResponse(version, CREATED)


@ROUTER.route("GET", VERSION)
def show_version(request: Request, app: str, version: str) -> dict[str, Any]:
    """Show a version."""
    found = AuthoredApp.of(request, app)
    return version_json(found, found.versions.get(version))


@ROUTER.route("PUT", VERSION)
async def rename_version(
    request: Request, app: str, version: str, body: AuthoringBody
) -> dict[str, Any]:
    """Give a version another id."""

    def rename() -> dict[str, Any]:
        AuthoredApp.of(request, app).versions.rename(version, text_of(body, "version"))
        return DONE

    return await run_in_threadpool(rename)


@ROUTER.route("DELETE", VERSION)
def delete_version(request: Request, app: str, version: str) -> dict[str, Any]:
    """Remove a version."""
    AuthoredApp.of(request, app).versions.remove(version)
    return DONE


@ROUTER.route("GET", f"{VERSION}/export")
def export_version(request: Request, app: str, version: str) -> dict[str, Any]:
    """Return a version as LUIS exports it."""
    kind = parameter(request, "format") or "json"
    if kind.lower() != "json":
        raise OptionError(f"format={kind!r:.40}: this server exports versions as json alone")
    return dict(AuthoredApp.of(request, app).versions.export(version))


@ROUTER.route("POST", f"{VERSION}/clone")
async def clone_version(
    request: Request, app: str, version: str, body: AuthoringBody
) -> JSONResponse:
    """Copy a version."""

    def clone() -> JSONResponse:
        new = text_of(body, "version")
        AuthoredApp.of(request, app).versions.clone(version, new)
        return JSONResponse(new, CREATED)

    return await run_in_threadpool(clone)
