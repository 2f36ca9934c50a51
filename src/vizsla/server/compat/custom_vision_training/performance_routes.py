"""Custom Vision's routes about how well an iteration does on the images of its test."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request

from vizsla.errors import NotFoundError
from vizsla.server.compat.custom_vision_training.image_addresses import image_address
from vizsla.server.compat.custom_vision_training.iteration_routes import completed
from vizsla.server.compat.custom_vision_training.query import TrainingQuery
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.custom_vision_training.training_json import image_json
from vizsla.server.compat.custom_vision_training.training_paths import ITERATION
from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
from vizsla.server.require_key import require_key
from vizsla.testing.label_performance import label_performance, scored_examples

if TYPE_CHECKING:
    from vizsla.testing.label_performance import LabelPerformance, ScoredExample

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
PERFORMANCE = f"{ITERATION}/performance"
DEFAULT_THRESHOLD = 0.5
MOST_TAKEN, LARGEST = 256, 2**31 - 1


@ROUTER.get(PERFORMANCE)
def show_performance(request: Request, project: str, iteration: str) -> dict[str, Any]:
    """Show the precision and recall on the test set, of each tag and of all together."""
    query = TrainingQuery(request, "threshold", "overlapThreshold")
    threshold = query.share("threshold", DEFAULT_THRESHOLD)
    found = TrainingProject.of(request, project)
    examples = _examples(found, iteration)
    labels = {each.name: each for each in found.labels.all()}
    of_labels, of_all = label_performance(examples, [*labels], threshold, several=found.several)
    return {
        "perTagPerformance": [
            {"id": found.tag_id(labels[name]), "name": labels[name].title, **_figures(each)}
            for name, each in of_labels.items()
        ],
        **_figures(of_all),
    }


@ROUTER.get(f"{PERFORMANCE}/images")
def list_image_performances(request: Request, project: str, iteration: str) -> list[dict[str, Any]]:
    """List the images of the test set, each with what the iteration answered."""
    query = TrainingQuery(request, "tagIds", "orderBy", "take", "skip")
    found = TrainingProject.of(request, project)
    take, skip = query.integer("take", 50, 1, MOST_TAKEN), query.integer("skip", 0, 0, LARGEST)
    chosen = _with_tags(found, _examples(found, iteration), query)[skip : skip + take]
    ids = found.store.ids_by_sha256(each.key for each in chosen)
    there = {each.sha256: each for each in found.store.get(ids.values())}
    labels = {each.name: each for each in found.labels.all()}
    address = image_address(request, found)
    rows = []
    for each in (one for one in chosen if one.key in there):
        image = image_json(found, there[each.key], labels, address)
        image["imageUri"] = image.pop("originalImageUri")
        rows.append({**image, "predictions": _predictions(found, each)})
    return rows


@ROUTER.get(f"{PERFORMANCE}/images/count")
def count_image_performances(request: Request, project: str, iteration: str) -> int:
    """Count the images of the test set."""
    query = TrainingQuery(request, "tagIds")
    found = TrainingProject.of(request, project)
    return len(_with_tags(found, _examples(found, iteration), query))


def _examples(project: TrainingProject, iteration: str) -> list[ScoredExample]:
    training = completed(project, iteration)
    try:
        return scored_examples(project.opened().report(training.run))
    except NotFoundError as error:
        raise CustomVisionRefusalError(
            "NotFoundIterationPerformance",
            f"{training.name!r} was not tested: there were too few images to keep some apart",
            HTTPStatus.NOT_FOUND,
        ) from error


def _with_tags(
    project: TrainingProject, examples: list[ScoredExample], query: TrainingQuery
) -> list[ScoredExample]:
    wanted = set(project.label_names(query.ids("tagIds")))
    return [each for each in examples if not wanted or wanted.intersection(each.labels)]


def _predictions(project: TrainingProject, example: ScoredExample) -> list[dict[str, Any]]:
    labels = {each.name: each for each in project.labels.all()}
    ordered = sorted(example.scores.items(), key=lambda item: -item[1])
    return [
        {
            "probability": score,
            "tagId": project.tag_id(labels[name]),
            "tagName": labels[name].title,
            "tagType": "Negative" if labels[name].is_none else "Regular",
        }
        for name, score in ordered
        if name in labels
    ]


def _figures(found: LabelPerformance) -> dict[str, Any]:
    return {
        "precision": found.precision,
        "precisionStdDeviation": 0.0,
        "recall": found.recall,
        "recallStdDeviation": 0.0,
        "averagePrecision": found.average_precision,
    }
