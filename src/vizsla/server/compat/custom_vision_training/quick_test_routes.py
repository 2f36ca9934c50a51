"""Custom Vision's routes that try an iteration on one image, published or not."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool

from vizsla.server.answer_time import answer_time
from vizsla.server.compat.custom_vision.predictions import classified
from vizsla.server.compat.custom_vision_training.iteration_routes import completed
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.custom_vision_training.training_json import moment
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import (
    TrainingProject,
    training_id,
)
from vizsla.server.compat.image_bodies import read_image_file, read_image_url
from vizsla.server.compat.public_ids import request_uuid
from vizsla.server.error_responses import request_id
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service
from vizsla.workspace.jobs import DONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.modalities.limits import Limits
    from vizsla.project.trainings import Training
    from vizsla.server.request_inputs import RequestInput, RequestInputs

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])


@ROUTER.post(f"{PROJECT}/quicktest/image")
async def test_image(request: Request, project: str) -> dict[str, Any]:
    """Answer an image; nothing is stored."""
    return await _test(request, project, read_image_file)


@ROUTER.post(f"{PROJECT}/quicktest/url")
async def test_url(request: Request, project: str) -> dict[str, Any]:
    """Answer the image at a URL, where the server fetches URLs; nothing is stored."""
    return await _test(request, project, read_image_url)


async def _test(
    request: Request, project: str, read: Callable[[bytes, str], RequestInputs]
) -> dict[str, Any]:
    service, query = Service.of(request), TrainingQuery(request, "iterationId", "store")
    settings, key = service.settings, key_of(request)
    found = await run_in_threadpool(TrainingProject.of, request, project)
    training = await run_in_threadpool(_chosen, found, query.one_id("iterationId"))
    service.queue.check_room()
    with service.memory.share() as share:
        body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
        (given,) = read(body, request.headers.get("content-type", "")).inputs
        if given.url is not None:
            fetch = partial(given.fetched, settings.limits, allowed=settings.fetch_urls)
            given = await asyncio.get_running_loop().run_in_executor(service.fetchers, fetch)
        with service.queue.admitted():
            if service.keys is not None and key is not None:
                service.keys.rates.take(key, 1)
            answer = partial(_answer, found, training, given, settings.limits)
            predicted = await while_connected(request, _in_time(service, answer))
    if service.keys is not None and key is not None:
        service.keys.count(key, found.name, 1)
    return {
        "id": request_uuid(request_id(request.scope)),
        "project": found.id,
        "iteration": training_id(found.name, training),
        "created": moment(datetime.now(UTC)),
        **predicted,
    }


async def _in_time(service: Service, answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    async with answer_time(service):
        return await service.queue.run(answer)


def _chosen(project: TrainingProject, iteration: str | None) -> Training:
    """Return the training that is asked for; by default the last one that is done."""
    if iteration is not None:
        return completed(project, iteration)
    done = [each for each in project.trainings.all() if each.state == DONE]
    if not done:
        raise CustomVisionRefusalError(
            "NotFoundProjectDefaultIteration", "the project has no iteration that is trained", 404
        )
    return done[-1]


def _answer(
    project: TrainingProject, training: Training, given: RequestInput, limits: Limits
) -> dict[str, Any]:
    with project.trainings.function(project.opened(), training) as function:
        return classified(function, given.source(function.modality), {}, limits)
