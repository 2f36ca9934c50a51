"""Projects, tags, images and iterations as JSON, with the fields that programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.custom_vision_training.domains import GENERAL
from vizsla.server.compat.custom_vision_training.exports import exportable_to
from vizsla.server.compat.custom_vision_training.training_project import image_id, training_id
from vizsla.workspace.jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from vizsla.project.known_labels import KnownLabel
    from vizsla.project.trainings import Training
    from vizsla.server.compat.custom_vision_training.training_project import TrainingProject
    from vizsla.workspace import Example

__all__ = ["STATUSES", "image_json", "image_tags", "iteration_json", "project_json", "tag_json"]

STATUSES = {
    WAITING: "Training",
    RUNNING: "Training",
    DONE: "Completed",
    FAILED: "Failed",
    CANCELLED: "Failed",
}
MINUTE = 60


def project_json(project: TrainingProject, created: datetime) -> dict[str, Any]:
    """Return a project.

    Args:
        project: the project.
        created: when it was made.

    """
    facts = project.facts()
    return {
        "id": project.id,
        "name": facts.get("name", project.name),
        "description": facts.get("description", ""),
        "settings": {
            "domainId": facts.get("domain", GENERAL),
            "classificationType": classification_type(project),
            "targetExportPlatforms": facts.get("platforms", []),
            "useNegativeSet": True,
            "detectionParameters": None,
            "imageProcessingSettings": None,
        },
        "created": moment(created),
        "lastModified": moment(created),
        "thumbnailUri": None,
        "drModeEnabled": False,
        "status": "Succeeded",
    }


def classification_type(project: TrainingProject) -> str:
    """Return whether an image may have several tags, in the service's words."""
    return "Multilabel" if project.several else "Multiclass"


def tag_json(
    project: TrainingProject, label: KnownLabel, images: int | None = None
) -> dict[str, Any]:
    """Return a tag.

    Args:
        project: the project.
        label: the label.
        images: the number of its images, where not all count.

    """
    return {
        "id": project.tag_id(label),
        "name": label.title,
        "description": label.description,
        "type": "Negative" if label.is_none else "Regular",
        "imageCount": label.examples if images is None else images,
    }


def image_json(
    project: TrainingProject,
    example: Example,
    labels: Mapping[str, KnownLabel],
    address: Callable[[str, str], str],
) -> dict[str, Any]:
    """Return an image.

    Args:
        project: the project.
        example: the example.
        labels: the project's labels, by name.
        address: returns the address of an image, from its id and ``original`` or ``thumbnail``.

    """
    found = image_id(example)
    return {
        "id": found,
        "created": moment(example.added_at),
        "width": example.facts.get("width", 0),
        "height": example.facts.get("height", 0),
        "resizedImageUri": address(found, "resized"),
        "thumbnailUri": address(found, "thumbnail"),
        "originalImageUri": address(found, "original"),
        "tags": image_tags(project, example, labels),
        "regions": None,
        "metadata": dict(example.columns),
    }


def image_tags(
    project: TrainingProject, example: Example, labels: Mapping[str, KnownLabel]
) -> list[dict[str, Any]]:
    """Return the tags of an image."""
    return [
        {
            "tagId": project.tag_id(labels[each]),
            "tagName": labels[each].title,
            "created": moment(example.added_at),
        }
        for each in example.labels
        if each in labels
    ]


def iteration_json(project: TrainingProject, training: Training) -> dict[str, Any]:
    """Return an iteration."""
    facts = project.facts()
    done, ended = training.state == DONE, training.ended_at
    seconds = 0.0 if ended is None else (ended - training.created_at).total_seconds()
    return {
        "id": training_id(project.name, training),
        "name": training.name,
        "status": STATUSES[training.state],
        "created": moment(training.created_at),
        "lastModified": moment(ended or training.created_at),
        "trainedAt": moment(ended) if done and ended is not None else None,
        "projectId": project.id,
        "exportable": done,
        "exportableTo": exportable_to(several=project.several) if done else [],
        "domainId": facts.get("domain", GENERAL),
        "classificationType": classification_type(project),
        "trainingType": "Regular",
        "reservedBudgetInHours": 0,
        "trainingTimeInMinutes": round(seconds / MINUTE),
        "publishName": training.version_name,
        "originalPublishResourceId": None,
        "customBaseModelInfo": None,
        "trainingErrorDetails": _error(training),
    }


def _error(training: Training) -> str | None:
    if training.state not in {FAILED, CANCELLED}:
        return None
    return training.message or "the training was cancelled"


def moment(time: datetime) -> str:
    """Return a time as the service writes it: UTC, with a Z."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
