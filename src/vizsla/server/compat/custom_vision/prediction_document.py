"""Custom Vision's prediction in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.custom_vision.prediction_routes import PREDICTION
from vizsla.server.compat.schema_parts import BINARY, SHARE, UUID
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["IMAGE_URL", "SCHEMAS", "image_file", "prediction_operations"]

IMAGE_URL = {"type": "object", "required": ["url"], "properties": {"url": TEXT}}
_SIDES = ("left", "top", "width", "height")

SCHEMAS: Mapping[str, Any] = {
    "CustomVisionPrediction": {
        "type": "object",
        "required": ["id", "project", "iteration", "created", "predictions", "sure"],
        "properties": {
            "id": UUID,
            "project": UUID,
            "iteration": UUID,
            "created": {"type": "string", "format": "date-time"},
            "predictions": {"type": "array", "items": ref("CustomVisionTagPrediction")},
            "sure": {
                "type": "boolean",
                "description": "Whether the function is sure; Custom Vision has no such field.",
            },
        },
    },
    "CustomVisionTagPrediction": {
        "type": "object",
        "required": ["probability", "tagId", "tagName", "tagType"],
        "properties": {
            "probability": SHARE,
            "tagId": UUID,
            "tagName": TEXT,
            "tagType": {"enum": ["Regular", "Negative"]},
            "boundingBox": {
                "type": "object",
                "required": list(_SIDES),
                "properties": dict.fromkeys(_SIDES, SHARE),
            },
        },
    },
}
_TASKS = {"classify": "Classify an image", "detect": "Find the things in an image"}
_PARAMETERS = [
    {
        "name": "version",
        "in": "path",
        "required": True,
        "schema": {"enum": ["v3.0", "v3.1"]},
    },
    {
        "name": "project",
        "in": "path",
        "required": True,
        "description": "The function's name, or the project's id.",
        "schema": TEXT,
        "example": "classify-image",
    },
    {
        "name": "published",
        "in": "path",
        "required": True,
        "description": "The published name: `live`, a version's number, or its own name.",
        "schema": TEXT,
        "example": "live",
    },
    {
        "name": "application",
        "in": "query",
        "description": "The calling program's name, which is ignored.",
        "schema": TEXT,
    },
]


def prediction_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of prediction, by path and method."""
    return {
        f"{PREDICTION}/{task}/iterations/{{published}}/{source}{end}": {
            "post": _operation(task, source, end)
        }
        for task in _TASKS
        for source in ("image", "url")
        for end in ("", "/nostore")
    }


def _operation(task: str, source: str, end: str) -> dict[str, Any]:
    no_store = "NoStore" if end else ""
    return {
        "operationId": f"customVision{task.title()}{source.title()}{no_store}",
        "summary": f"{_TASKS[task]} for programs of Custom Vision.",
        "parameters": _PARAMETERS,
        "requestBody": {
            "required": True,
            "content": image_file() if source == "image" else json_content(IMAGE_URL),
        },
        "responses": {
            "200": {
                "description": "The result.",
                "content": json_content(ref("CustomVisionPrediction")),
            }
        },
    }


def image_file() -> dict[str, Any]:
    """Return the content of a body that is the file of an image."""
    form = {"type": "object", "required": ["imageData"], "properties": {"imageData": BINARY}}
    return {
        "multipart/form-data": {"schema": form},
        "application/octet-stream": {"schema": BINARY},
    }
