"""The routes of Custom Vision's prediction: ``classify`` and ``detect``, a file or a URL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import OptionError, RequestError
from vizsla.server.answer_request import answer_request
from vizsla.server.compat.custom_vision.custom_vision_shape import ROOT
from vizsla.server.compat.custom_vision.predictions import check_task, classified, detected
from vizsla.server.compat.find_project import find_published_project
from vizsla.server.compat.image_bodies import read_image_file, read_image_url
from vizsla.server.compat.public_ids import iteration_id, project_id, request_uuid
from vizsla.server.error_responses import request_id
from vizsla.server.function_operations import Operation
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits
    from vizsla.server.served_functions import ServedFunction

__all__ = ["PREDICTION", "ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
PREDICTION = f"{ROOT}/{{version}}/prediction/{{project}}"
IGNORED = {"application"}  # the name of the calling program
_VERSION = re.compile(r"v3\.[0-4](-preview(\.\d)?)?\Z", re.ASCII | re.IGNORECASE)


@ROUTER.post(f"{PREDICTION}/classify/iterations/{{published}}/image")
@ROUTER.post(f"{PREDICTION}/classify/iterations/{{published}}/image/nostore")
async def classify_image(request: Request, version: str, project: str, published: str) -> Response:
    """Classify an image; nothing is stored in either case."""
    return await _predict(request, version, project, published, boxes=False, url=False)


@ROUTER.post(f"{PREDICTION}/classify/iterations/{{published}}/url")
@ROUTER.post(f"{PREDICTION}/classify/iterations/{{published}}/url/nostore")
async def classify_url(request: Request, version: str, project: str, published: str) -> Response:
    """Classify the image at a URL, where the server fetches URLs."""
    return await _predict(request, version, project, published, boxes=False, url=True)


@ROUTER.post(f"{PREDICTION}/detect/iterations/{{published}}/image")
@ROUTER.post(f"{PREDICTION}/detect/iterations/{{published}}/image/nostore")
async def detect_image(request: Request, version: str, project: str, published: str) -> Response:
    """Find the things in an image; nothing is stored in either case."""
    return await _predict(request, version, project, published, boxes=True, url=False)


@ROUTER.post(f"{PREDICTION}/detect/iterations/{{published}}/url")
@ROUTER.post(f"{PREDICTION}/detect/iterations/{{published}}/url/nostore")
async def detect_url(request: Request, version: str, project: str, published: str) -> Response:
    """Find the things in the image at a URL, where the server fetches URLs."""
    return await _predict(request, version, project, published, boxes=True, url=True)


async def _predict(
    request: Request, version: str, project: str, published: str, *, boxes: bool, url: bool
) -> Response:
    _check_address(request, version)
    served = await find_published_project(request, project, published)
    check_task(served.kind, served.title, boxes=boxes)
    operation = _operation(served, request_id(request.scope), boxes=boxes)
    read = read_image_url if url else read_image_file
    answered = await answer_request(request, served, operation, {}, read)
    headers = {"Vizsla-Function": served.title}
    return Response(answered.only(), headers=headers, media_type="application/json")


def _check_address(request: Request, version: str) -> None:
    if not _VERSION.match(version):
        raise RequestError(
            f"there is no prediction of Custom Vision {version!r:.40} here; there is that of v3.0 "
            "and v3.1",
            HTTPStatus.NOT_FOUND,
        )
    unknown = [each for each in request.query_params if each.lower() not in IGNORED]
    if unknown:
        raise OptionError(
            f"there is no parameter {unknown[0]!r:.80} here; it takes {', '.join(IGNORED)}"
        )


def _operation(served: ServedFunction, of_request: str, *, boxes: bool) -> Operation:
    manifest = served.bundle.manifest
    predict = detected if boxes else classified

    def perform(
        function: Function[Any, Any], source: object, options: Mapping[str, Any], limits: Limits
    ) -> dict[str, Any]:
        found = predict(function, source, options, limits)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        return {
            "id": request_uuid(of_request),
            "project": project_id(manifest.name),
            "iteration": iteration_id(manifest.name, manifest.version),
            "created": now.replace("+00:00", "Z"),
            **found,
        }

    return Operation("call", "Predict the tags of an image.", lambda _: (), perform)
