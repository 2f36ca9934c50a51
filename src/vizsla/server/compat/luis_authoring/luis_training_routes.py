"""LUIS's routes that train a version, tell how that stands, and publish it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import RequestError
from vizsla.server.compat.luis.luis_prediction_routes import APP_V3
from vizsla.server.compat.luis_authoring.authored_app import AuthoredApp
from vizsla.server.compat.luis_authoring.authoring_body import AuthoringBody, text_of
from vizsla.server.compat.luis_authoring.authoring_json import QUEUED, models_json
from vizsla.server.compat.luis_authoring.authoring_router import AuthoringRouter
from vizsla.server.service import Service

__all__ = ["ROUTER"]

ROUTER = AuthoringRouter()
ACCEPTED, CREATED = 202, 201
TRAIN = "/apps/{app}/versions/{version}/train"


@ROUTER.route("POST", TRAIN)
def train_version(request: Request, app: str, version: str) -> JSONResponse:
    """Ask for the training of a version."""
    AuthoredApp.of(request, app).versions.train(version)
    jobs = Service.of(request).jobs
    if jobs is not None:
        jobs.wake()
    return JSONResponse(QUEUED, ACCEPTED)


@ROUTER.route("GET", TRAIN)
def show_training(request: Request, app: str, version: str) -> list[dict[str, Any]]:
    """Tell of each intent and entity of a version how its training stands."""
    found = AuthoredApp.of(request, app)
    return models_json(found, found.versions.get(version))


@ROUTER.route("POST", "/apps/{app}/publish")
async def publish_version(request: Request, app: str, body: AuthoringBody) -> JSONResponse:
    """Publish a version that is trained."""
    return await run_in_threadpool(_publish, request, app, body)


def _publish(request: Request, app: str, body: dict[str, Any]) -> JSONResponse:
    found = AuthoredApp.of(request, app)
    version, staging = text_of(body, "versionId", found.versions.active), body.get("isStaging")
    if staging not in (None, True, False):
        raise RequestError("the body's 'isStaging' must be true or false")
    found.versions.publish(version, staging=bool(staging))
    Service.of(request).functions.look_again()
    slot = "staging" if staging else "production"
    address = f"{APP_V3}/slots/{slot}/predict".format(app=found.id)
    answer = {
        "versionId": version,
        "isStaging": bool(staging),
        "endpointUrl": f"{str(request.base_url).rstrip('/')}{address}",
        "region": "",
        "assignedEndpointKey": "",
        "endpointRegion": "",
        "failedRegions": "",
        "publishedDateTime": datetime.now(UTC).isoformat(),
    }
    return JSONResponse(answer, CREATED)
