"""The parameters of Custom Vision's training for the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.custom_vision_training.exports import PLATFORMS
from vizsla.server.compat.custom_vision_training.image_routes import (
    LARGEST,
    MOST_TAKEN,
    ORDERS,
    STATUSES,
)
from vizsla.server.compat.custom_vision_training.project_routes import LONGEST_TITLE
from vizsla.server.compat.custom_vision_training.query import MOST_IDS
from vizsla.server.compat.custom_vision_training.training_schemas import (
    DOMAIN_ID,
    KIND_OF_PROJECT,
    KIND_OF_TAG,
)
from vizsla.server.compat.schema_parts import SHARE, TRUTH, UUID, list_of
from vizsla.server.openapi_schemas import TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PARAMETERS"]


def _said(schema: Mapping[str, Any], description: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"schema": dict(schema), "description": description, **more}


def _joined(items: Mapping[str, Any], description: str) -> dict[str, Any]:
    return _said({**list_of(items), "maxItems": MOST_IDS}, description, style="form", explode=False)


PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    # of paths
    "version": _said(TEXT, "The version that the program was written for.", example="v3.3"),
    "project": _said(TEXT, "The project's id, or its name here.", example="my-images"),
    "domain": _said(TEXT, "The domain's id.", example=DOMAIN_ID["enum"][0]),
    "tag": _said(TEXT, "The tag's id."),
    "image": _said(TEXT, "The image's id."),
    "iteration": _said(TEXT, "The iteration's id."),
    # after them
    "name": _said({**TEXT, "minLength": 1, "maxLength": LONGEST_TITLE}, "A name for people."),
    "description": _said(TEXT, "What it is."),
    "domainId": _said(DOMAIN_ID, "The domain; all do the same here."),
    "classificationType": _said(KIND_OF_PROJECT, "Whether an image may have several tags."),
    "targetExportPlatforms": _said(TEXT, "What the project is meant for, which is kept."),
    "type": _said(KIND_OF_TAG, "Whether the tag's images show none of the others."),
    "tagIds": _joined(UUID, "The tags."),
    "imageIds": _joined(UUID, "The images."),
    "iterationId": _said({"anyOf": [UUID, {"const": ""}]}, "The iteration."),
    "taggingStatus": _said({"enum": [*STATUSES]}, "Which images."),
    "$filter": _said({"enum": [""]}, "There is none here."),
    "orderBy": _said({"enum": ORDERS}, "What comes first."),
    "take": _said(
        {"type": "integer", "minimum": 1, "maximum": MOST_TAKEN, "default": 50}, "The most of them."
    ),
    "skip": _said(
        {"type": "integer", "minimum": 0, "maximum": LARGEST, "default": 0},
        "How many to leave out.",
    ),
    "allImages": _said(TRUTH, "Whether to remove all images; then name none."),
    "allIterations": _said(TEXT, "It is taken, and changes nothing."),
    "trainingType": _said({"enum": ["Regular"]}, "There is no other here."),
    "reservedBudgetInHours": _said(TEXT, "It is taken, and changes nothing."),
    "forceTrain": _said(TRUTH, "Whether to train though nothing has changed."),
    "notificationEmailAddress": _said({"enum": [""]}, "No mails are sent."),
    "publishName": _said({**TEXT, "minLength": 1, "maxLength": 80}, "The name for predictions."),
    "predictionId": _said(TEXT, "It is taken, and changes nothing."),
    "overwrite": _said(TRUTH, "Whether the name may be taken from another iteration."),
    "threshold": _said({**SHARE, "default": 0.5}, "From which probability a tag counts."),
    "overlapThreshold": _said(TEXT, "It is taken, and changes nothing."),
    "platform": _said({"enum": [*PLATFORMS]}, "What to export for."),
    "flavor": _said(TEXT, "TensorFlowLite for TensorFlow, and nothing for Vizsla."),
    "store": _said(TEXT, "Nothing is stored in either case."),
    "key": _said(TEXT, "Of a link, which needs no key besides: whose it is."),
    "until": _said(TEXT, "Of a link: its end."),
    "signature": _said(TEXT, "Of a link: its signature."),
}
