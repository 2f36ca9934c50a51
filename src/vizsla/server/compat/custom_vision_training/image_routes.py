"""Custom Vision's routes that list, count, tag and remove images."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from vizsla.errors import OptionError
from vizsla.server.compat.custom_vision_training.image_addresses import image_address
from vizsla.server.compat.custom_vision_training.iteration_images import iteration_examples
from vizsla.server.compat.custom_vision_training.query import TrainingQuery, uuid_of
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.small_body import JsonObject
from vizsla.server.compat.custom_vision_training.training_json import image_json
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.workspace import Example

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)], include_in_schema=False)
IMAGES = f"{PROJECT}/images"
FILTERS = ("iterationId", "tagIds", "taggingStatus", "$filter")
PAGE = ("orderBy", "take", "skip")
ORDERS = ["Newest", "Oldest"]
STATUSES = {"All": None, "Tagged": True, "Untagged": False}
MOST_TAKEN = 256
PARTLY = HTTPStatus.MULTI_STATUS
LARGEST = 2**31 - 1


@ROUTER.get(IMAGES)
def list_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images, with their tags or without."""
    return _list(request, project, tagged=None)


@ROUTER.get(f"{IMAGES}/tagged")
def list_tagged_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images that have a tag, or one of some tags."""
    return _list(request, project, tagged=True)


@ROUTER.get(f"{IMAGES}/untagged")
def list_untagged_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images that have no tag."""
    return _list(request, project, tagged=False)


@ROUTER.get(f"{IMAGES}/count")
def count_images(request: Request, project: str) -> int:
    """Count the images."""
    return _find(request, project, tagged=None, known=FILTERS)[2]


@ROUTER.get(f"{IMAGES}/tagged/count")
def count_tagged_images(request: Request, project: str) -> int:
    """Count the images that have a tag, or one of some tags."""
    return _find(request, project, tagged=True, known=FILTERS)[2]


@ROUTER.get(f"{IMAGES}/untagged/count")
def count_untagged_images(request: Request, project: str) -> int:
    """Count the images that have no tag."""
    return _find(request, project, tagged=False, known=FILTERS)[2]


@ROUTER.get(f"{IMAGES}/id")
def list_images_by_ids(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images of some ids; those that there are."""
    query = TrainingQuery(request, "imageIds", "iterationId")
    found = TrainingProject.of(request, project)
    return _json(request, found, list(found.examples(query.ids("imageIds")).values()))


@ROUTER.delete(IMAGES)
def delete_images(request: Request, project: str) -> Response:
    """Remove images for good."""
    query = TrainingQuery(request, "imageIds", "allImages", "allIterations")
    found = TrainingProject.of(request, project)
    ids = query.ids("imageIds")
    if query.flag("allImages") == bool(ids):
        raise CustomVisionRefusalError(
            "BadRequestRequiredParamIsNull", "give either imageIds or allImages=true"
        )
    examples = found.examples(ids).values() if ids else found.store.examples()
    found.store.remove([each.id for each in examples], found.who)
    return Response(status_code=204)


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
    created, duplicated = [], []
    for image, tag in pairs:
        label = tags[tag].name
        (example,) = found.store.get([examples[image].id])
        entry = {"imageId": image, "tagId": tag}
        if label in example.labels:
            duplicated.append(entry)
            continue
        _add_label(found, example, label)
        created.append(entry)
    return {"created": created, "duplicated": duplicated, "exceeded": []}


def _add_label(project: TrainingProject, example: Example, label: str) -> None:
    try:
        if project.several:
            project.store.set_labels([example.id], [label], add=True, who=project.who)
        else:
            project.store.label([example.id], label, who=project.who)
    except OptionError as error:
        raise CustomVisionRefusalError(
            "BadRequestNegativeAndRegularTagOnSameImage", str(error)
        ) from error


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


def _list(request: Request, project: str, *, tagged: bool | None) -> list[dict[str, Any]]:
    found, examples, _ = _find(request, project, tagged=tagged, known=(*FILTERS, *PAGE))
    return _json(request, found, examples)


def _find(
    request: Request, project: str, *, tagged: bool | None, known: Sequence[str]
) -> tuple[TrainingProject, Sequence[Example], int]:
    """Return the images of a page, and the number of those on all pages."""
    query = TrainingQuery(request, *known)
    if query.text("$filter"):
        raise not_here("$filter", "filter by tagIds")
    found = TrainingProject.of(request, project)
    if tagged is None:
        tagged = STATUSES[query.choice("taggingStatus", "All", [*STATUSES])]
    labels = found.label_names(query.ids("tagIds"))
    take, skip = query.integer("take", 50, 1, MOST_TAKEN), query.integer("skip", 0, 0, LARGEST)
    newest = query.choice("orderBy", "Newest", ORDERS) == "Newest"
    iteration = query.one_id("iterationId")
    if iteration is None:
        page = found.store.slice(skip, take, labels, labelled=tagged, newest=newest)
        return found, page.examples, page.total or 0
    wanted = [
        each
        for each in iteration_examples(found, iteration)
        if (not labels or set(labels).intersection(each.labels))
        and tagged in {None, bool(each.labels)}
    ]
    ordered = wanted[::-1] if newest else wanted
    return found, ordered[skip : skip + take], len(wanted)


def _json(
    request: Request, project: TrainingProject, examples: Sequence[Example]
) -> list[dict[str, Any]]:
    address = image_address(request, project)
    labels = {each.name: each for each in project.labels.all()}
    return [image_json(project, each, labels, address) for each in examples]


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
