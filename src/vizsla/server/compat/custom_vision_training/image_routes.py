"""Custom Vision's routes that list, count and remove images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.compat.custom_vision_training.image_addresses import image_address
from vizsla.server.compat.custom_vision_training.iteration_images import iteration_examples
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.training_json import image_json
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.workspace import Example

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
IMAGES = f"{PROJECT}/images"
FILTERS = ("iterationId", "tagIds", "$filter")
STATUS = "taggingStatus"
PAGE = ("orderBy", "take", "skip")
ORDERS = ["Newest", "Oldest"]
STATUSES = {"All": None, "Tagged": True, "Untagged": False}
MOST_TAKEN = 256
LARGEST = 2**31 - 1


@ROUTER.get(IMAGES)
def list_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images, with their tags or without."""
    return _list(request, project, tagged=None, known=(STATUS, *FILTERS, *PAGE))


@ROUTER.get(f"{IMAGES}/tagged")
def list_tagged_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images that have a tag, or one of some tags."""
    return _list(request, project, tagged=True, known=(*FILTERS, *PAGE))


@ROUTER.get(f"{IMAGES}/untagged")
def list_untagged_images(request: Request, project: str) -> list[dict[str, Any]]:
    """List the images that have no tag."""
    return _list(request, project, tagged=False, known=(*FILTERS, *PAGE))


@ROUTER.get(f"{IMAGES}/count")
def count_images(request: Request, project: str) -> int:
    """Count the images."""
    return _find(request, project, tagged=None, known=(STATUS, *FILTERS))[2]


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
    query.one_id("iterationId")  # the images are the same in each
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


def _list(
    request: Request, project: str, *, tagged: bool | None, known: Sequence[str]
) -> list[dict[str, Any]]:
    found, examples, _ = _find(request, project, tagged=tagged, known=known)
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
        tagged = STATUSES[query.choice(STATUS, "All", [*STATUSES])]
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
