"""The routes of Computer Vision's image analysis: a file or a URL on the same paths."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.answer_request import answer_request
from vizsla.server.compat.computer_vision.computer_vision_shape import ROOT
from vizsla.server.compat.computer_vision.image_analysis import (
    description_of,
    metadata_of,
    objects_of,
    tags_of,
)
from vizsla.server.compat.computer_vision.vision_options import (
    check_version,
    read_features,
    read_options,
)
from vizsla.server.compat.image_bodies import read_image
from vizsla.server.compat.public_ids import request_uuid
from vizsla.server.error_responses import request_id
from vizsla.server.function_operations import Operation
from vizsla.server.require_key import check_function, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits
    from vizsla.server.served_functions import ServedFunction

__all__ = ["OPTIONS", "ROUTER", "VISION"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
VISION = f"{ROOT}/{{version}}"
DESCRIBER, DETECTOR = "describe-image", "detect-objects"
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "analyze": ("visualFeatures", "details", "language", "descriptionExclude", "model-version"),
    "describe": ("maxCandidates", "language", "descriptionExclude", "model-version"),
    "tag": ("language", "model-version"),
    "detect": ("model-version",),
}
_FEATURE = {"describe": "Description", "tag": "Tags", "detect": "Objects"}


@ROUTER.post(f"{VISION}/analyze")
async def analyze(request: Request, version: str) -> Response:
    """Return the features of an image that the address names."""
    return await _look(request, version, "analyze")


@ROUTER.post(f"{VISION}/describe")
async def describe(request: Request, version: str) -> Response:
    """Describe an image in a sentence."""
    return await _look(request, version, "describe")


@ROUTER.post(f"{VISION}/tag")
async def tag(request: Request, version: str) -> Response:
    """Return the tags of an image."""
    return await _look(request, version, "tag")


@ROUTER.post(f"{VISION}/detect")
async def detect(request: Request, version: str) -> Response:
    """Find the objects in an image."""
    return await _look(request, version, "detect")


async def _look(request: Request, version: str, operation: str) -> Response:
    check_version(version)
    options = read_options(request.query_params.multi_items(), OPTIONS[operation])
    if operation == "analyze":
        features = read_features(options.get("visualFeatures", ""))
    else:
        features = frozenset({_FEATURE[operation]})
    service, served = Service.of(request), []
    for name in _functions(features):
        check_function(request, name)
        served.append(await service.find(name))
    perform = partial(_perform, features, served, service, request_id(request.scope))
    work = Operation("call", "Analyze an image.", lambda _: (), perform)
    request.scope["function"] = titles = _titles(served)
    found = await answer_request(request, served[0], work, {}, read_image, served[1:])
    headers = {"Vizsla-Function": titles}
    return Response(found.only(), headers=headers, media_type="application/json")


def _functions(features: frozenset[str]) -> list[str]:
    """Return the names of the functions that tell some features."""
    describes = [DESCRIBER] if features & {"Tags", "Description"} else []
    return describes + ([DETECTOR] if "Objects" in features else [])


def _titles(served: list[ServedFunction]) -> str:
    return ", ".join(each.title for each in served)


def _perform(
    features: frozenset[str],
    served: list[ServedFunction],
    service: Service,
    of_request: str,
    function: Function[Any, Any],
    source: Any,  # noqa: ANN401 - the bytes of a file
    _options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    # Imported here: NumPy and Pillow take 0.3 s, and a server shall start fast.
    from vizsla.modalities.image.resize import size_of  # noqa: PLC0415

    value = function.modality.load(source, limits=limits)
    size = size_of(value)
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        opened = [function]
        opened += [stack.enter_context(service.functions.opened(each)) for each in served[1:]]
        answers = {each.name: each(value, limits=limits) for each in opened}
    if "Tags" in features:
        found["tags"] = tags_of(answers[DESCRIBER])
    if "Description" in features:
        found["description"] = description_of(answers[DESCRIBER])
    if "Objects" in features:
        found["objects"] = objects_of(answers[DETECTOR], size)
    return {
        **found,
        "requestId": request_uuid(of_request),
        "metadata": metadata_of(source, size),
        "modelVersion": _titles(served),
    }
