"""Custom Vision's routes that tag images, and write their metadata."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import OptionError
from vizsla.server.compat.custom_vision_training.query import TrainingQuery, uuid_of
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.custom_vision_training.small_body import JsonObject
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
IMAGES = f"{PROJECT}/images"
PARTLY = HTTPStatus.MULTI_STATUS


@ROUTER.post(f"{IMAGES}/tags")
async def tag_images(request: Request, project: str, body: JsonObject) -> dict[str, Any]:
    """Give tags to images."""
    return await run_in_threadpool(_tag, request, project, body)


def _tag(request: Request, project: str, body: dict[str, Any]) -> dict[str, Any]:
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    pairs = _pairs(body)
    examples = found.examples({image for image, _ in pairs})
    tags = found.tags()
    missing = [each for each in pairs if each[0] not in examples or each[1] not in tags]
    if missing:
        raise CustomVisionRefusalError(
            "BadRequestInvalidIds", f"there is no image or tag of the ids {missing[0]}"
        )
    done: dict[str, list[dict[str, str]]] = {"created": [], "duplicated": [], "exceeded": []}
    for image, tag in pairs:
        outcome = _add_label(found, examples[image].id, tags[tag].name)
        done[outcome].append({"imageId": image, "tagId": tag})
    return done


def _add_label(project: TrainingProject, example_id: int, label: str) -> str:
    """Give an example a label, and return where the answer lists it."""
    (example,) = project.store.get([example_id])
    if label in example.labels:
        return "duplicated"
    if not project.several:
        if example.label is not None:
            return "exceeded"
        project.store.label([example_id], label, who=project.who)
        return "created"
    try:
        project.store.set_labels([example_id], [label], add=True, who=project.who)
    except OptionError as error:
        raise CustomVisionRefusalError(
            "BadRequestNegativeAndRegularTagOnSameImage", str(error)
        ) from error
    return "created"


@ROUTER.delete(f"{IMAGES}/tags")
def untag_images(request: Request, project: str) -> Response:
    """Take tags off images."""
    query = TrainingQuery(request, "imageIds", "tagIds")
    found = TrainingProject.of(request, project)
    examples = found.examples(query.ids("imageIds")).values()
    gone = set(found.label_names(query.ids("tagIds")))
    for each in examples:
        left = [label for label in each.labels if label not in gone]
        if left == list(each.labels):
            continue
        if left:
            found.store.set_labels([each.id], left, who=found.who)
        else:
            found.store.clear([each.id], found.who)
    return Response(status_code=204)


@ROUTER.post(f"{IMAGES}/metadata")
async def describe_images(request: Request, project: str, body: JsonObject) -> JSONResponse:
    """Write the metadata of images, beside what they have."""
    return await run_in_threadpool(_describe, request, project, body)


def _describe(request: Request, project: str, body: dict[str, Any]) -> JSONResponse:
    ids = TrainingQuery(request, "imageIds").ids("imageIds")
    found = TrainingProject.of(request, project)
    examples = found.examples(ids)
    try:
        found.store.set_columns({each.id: {**each.columns, **body} for each in examples.values()})
    except OptionError as error:
        raise CustomVisionRefusalError("BadRequestImageMetadataValue", str(error)) from error
    images = [
        {"imageId": each, "status": "OK", "metadata": {**examples[each].columns, **body}}
        if each in examples
        else {"imageId": each, "status": "ErrorImageNotFound", "metadata": None}
        for each in ids
    ]
    whole = len(examples) == len(ids)
    return JSONResponse(
        {"isBatchSuccessful": whole, "images": images}, HTTPStatus.OK if whole else PARTLY
    )


def _pairs(body: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of an image's and a tag's id in a body."""
    entries = body.get("tags")
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise CustomVisionRefusalError(
            "BadRequest", 'the body is no list of tags: {"tags": [{"imageId": ..., "tagId": ...}]}'
        )
    return [
        (uuid_of(each.get("imageId"), "imageId"), uuid_of(each.get("tagId"), "tagId"))
        for each in entries
    ]
