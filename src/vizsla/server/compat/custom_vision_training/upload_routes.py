"""Custom Vision's routes that add images: files, URLs, or a form."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import VizslaError
from vizsla.project.upload_examples import Upload, add_uploads, measure_upload
from vizsla.server.answer_time import answer_time
from vizsla.server.compat.custom_vision_training.image_addresses import image_address
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.training_json import image_json
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.compat.custom_vision_training.upload_batch import (
    MOST_BYTES,
    OF_BYTES,
    SentImage,
    labels_of,
    read_files,
    read_form,
    read_urls,
    status_of,
)
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.request_inputs import RequestInput
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vizsla.project.known_labels import KnownLabel
    from vizsla.workspace import AddedExample, NewExample

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
OK, DUPLICATE = "OK", "OKDuplicate"
PARTLY = HTTPStatus.MULTI_STATUS


@ROUTER.post(f"{PROJECT}/images/files")
async def upload_files(request: Request, project: str) -> Response:
    """Add images in base64."""
    TrainingQuery(request)
    return await _upload(request, project, read_files)


@ROUTER.post(f"{PROJECT}/images/urls")
async def upload_urls(request: Request, project: str) -> Response:
    """Add the images at some URLs, where the server fetches URLs."""
    TrainingQuery(request)
    return await _upload(request, project, read_urls)


@ROUTER.post(f"{PROJECT}/images")
async def upload_form(request: Request, project: str) -> Response:
    """Add the images of a form."""
    tags = TrainingQuery(request, "tagIds").ids("tagIds")
    return await _upload(request, project, partial(read_form, tags=tags))


async def _upload(
    request: Request, project: str, read: Callable[[bytes, str], list[SentImage]]
) -> Response:
    """Read a batch, decode its images on the workers, and add them in one transaction."""
    service = Service.of(request)
    settings, key = service.settings, key_of(request)
    found = await run_in_threadpool(TrainingProject.of, request, project)
    service.queue.check_room()
    with service.memory.share() as share:
        body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
        content_type = request.headers.get("content-type", "")
        batch = await run_in_threadpool(read, body, content_type)
        tags = await run_in_threadpool(found.tags)
        with service.queue.admitted():
            if service.keys is not None and key is not None:
                service.keys.rates.take(key, len(batch))
            measured = await while_connected(request, _measured(service, found, batch, tags))
        return await run_in_threadpool(_add, request, found, batch, measured)


async def _measured(
    service: Service,
    project: TrainingProject,
    batch: list[SentImage],
    tags: Mapping[str, KnownLabel],
) -> list[NewExample | str]:
    """Return each image as it can be added, or the status of one that can't."""
    tasks = [
        partial(_measure, service, each, labels_of(each, tags, several=project.several))
        for each in batch
    ]
    async with answer_time(service, "the images were not read", "send fewer at once"):
        return await service.queue.in_lanes(tasks)


async def _measure(
    service: Service, sent: SentImage, labels: tuple[str, ...] | str
) -> NewExample | str:
    if sent.status is not None or isinstance(labels, str):
        return sent.status or str(labels)
    settings = service.settings
    limits = replace(settings.limits, max_url_bytes=MOST_BYTES)
    content = sent.content
    if sent.url is not None:
        given = RequestInput(sent.name, url=sent.url)
        fetch = partial(given.fetched, limits, allowed=settings.fetch_urls)
        try:
            loop = asyncio.get_running_loop()
            content = (await loop.run_in_executor(service.fetchers, fetch)).content
        except VizslaError as error:
            return status_of(error)
    if len(content or b"") > MOST_BYTES:
        return OF_BYTES
    upload = Upload(sent.name, content or b"", labels, sent.columns)
    found = await service.queue.run(partial(measure_upload, "image", upload, limits))
    return status_of(found) if isinstance(found, VizslaError) else found


def _add(
    request: Request,
    project: TrainingProject,
    batch: list[SentImage],
    measured: list[NewExample | str],
) -> Response:
    added = add_uploads(project.store, measured, project.who)
    ids = [each.id for each in added if not isinstance(each, str)]
    examples = {each.id: each for each in project.store.get(dict.fromkeys(ids))}
    labels = {each.name: each for each in project.labels.all()}
    address = image_address(request, project)
    results = [
        _result(
            sent,
            each,
            None
            if isinstance(each, str)
            else image_json(project, examples[each.id], labels, address),
        )
        for sent, each in zip(batch, added, strict=True)
    ]
    whole = all(each["status"] == OK for each in results)
    content = {"isBatchSuccessful": whole, "images": results}
    return JSONResponse(content, 200 if whole else PARTLY)


def _result(
    sent: SentImage, added: AddedExample | str, image: dict[str, Any] | None
) -> dict[str, Any]:
    status = added if isinstance(added, str) else OK if added.new else DUPLICATE
    return {"sourceUrl": sent.source, "status": status, "image": image}
