"""Custom Vision's routes about tags: the labels of a project."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import OptionError
from vizsla.server.compat.custom_vision_training.iteration_images import iteration_examples
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError, not_here
from vizsla.server.compat.custom_vision_training.small_body import JsonObject, optional_text
from vizsla.server.compat.custom_vision_training.training_json import tag_json
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
TAG = f"{PROJECT}/tags/{{tag}}"
REGULAR, NEGATIVE = "Regular", "Negative"
TYPES = [REGULAR, NEGATIVE, "GeneralProduct"]


@ROUTER.get(f"{PROJECT}/tags")
def list_tags(request: Request, project: str) -> list[dict[str, Any]]:
    """List the tags, with the numbers of their images."""
    iteration = TrainingQuery(request, "iterationId").one_id("iterationId")
    found = TrainingProject.of(request, project)
    if iteration is None:
        return [tag_json(found, each) for each in found.labels.all()]
    examples = iteration_examples(found, iteration)
    counts = {
        each.name: sum(each.name in one.labels for one in examples) for each in found.labels.all()
    }
    return [
        tag_json(found, each, counts[each.name]) for each in found.labels.all() if counts[each.name]
    ]


@ROUTER.post(f"{PROJECT}/tags")
def create_tag(request: Request, project: str) -> dict[str, Any]:
    """Make a tag, which no image has yet."""
    query = TrainingQuery(request, "name", "description", "type")
    found = TrainingProject.of(request, project)
    kind = query.choice("type", REGULAR, TYPES)
    if kind not in {REGULAR, NEGATIVE}:
        raise not_here(f"tag of the type {kind}", f"take {REGULAR} or {NEGATIVE}")
    title, description = query.text("name"), query.text("description")
    if kind == NEGATIVE and any(each.is_none for each in found.labels.all()):
        raise CustomVisionRefusalError(
            "BadRequestMultipleNegativeTag", "the project has a tag of the type Negative already"
        )
    _check_unique(found, title)
    try:
        return tag_json(found, found.labels.new(title, description, is_none=kind == NEGATIVE))
    except OptionError as error:
        raise CustomVisionRefusalError("BadRequestTagName", str(error)) from error


@ROUTER.get(TAG)
def show_tag(request: Request, project: str, tag: str) -> dict[str, Any]:
    """Show a tag."""
    TrainingQuery(request, "iterationId").one_id("iterationId")
    found = TrainingProject.of(request, project)
    return tag_json(found, found.label(tag))


@ROUTER.patch(TAG)
async def update_tag(request: Request, project: str, tag: str, body: JsonObject) -> dict[str, Any]:
    """Rename a tag, on its images too, or describe it otherwise."""
    return await run_in_threadpool(_update, request, project, tag, body)


def _update(request: Request, project: str, tag: str, body: dict[str, Any]) -> dict[str, Any]:
    found = TrainingProject.of(request, project)
    label = found.label(tag)
    kind = NEGATIVE if label.is_none else REGULAR
    if (optional_text(body, "type") or kind).lower() != kind.lower():
        raise CustomVisionRefusalError(
            "BadRequestTagType", "the type of a tag can't be changed; make another tag"
        )
    title = optional_text(body, "name") or label.title
    description = optional_text(body, "description")
    if title != label.title:
        _check_unique(found, title)
    try:
        changed = found.labels.change(
            label,
            title,
            label.description if description is None else description,
            found.who,
        )
    except OptionError as error:
        raise CustomVisionRefusalError("BadRequestTagName", str(error)) from error
    return tag_json(found, changed)


@ROUTER.delete(TAG)
def delete_tag(request: Request, project: str, tag: str) -> Response:
    """Take a tag off all images, and remove it."""
    TrainingQuery(request)
    found = TrainingProject.of(request, project)
    found.labels.remove(found.label(tag), found.who)
    return Response(status_code=204)


def _check_unique(project: TrainingProject, title: str) -> None:
    if any(each.title == title for each in project.labels.all()):
        raise CustomVisionRefusalError(
            "BadRequestTagNameNotUnique", f"there is a tag {title!r:.80} already"
        )
