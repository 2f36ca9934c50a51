"""Computer Vision's image analysis in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.computer_vision.computer_vision_routes import OPTIONS, VISION
from vizsla.server.compat.computer_vision.vision_options import FEATURES, VERSIONS
from vizsla.server.compat.schema_parts import BINARY, SHARE, WHOLE, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["ERROR", "SCHEMAS", "vision_operations"]

_CODED = {"code": TEXT, "message": TEXT}
ERROR: Mapping[str, Any] = {
    "description": "In v3.2 within `error`, in earlier versions alone.",
    "oneOf": [
        object_of({"error": object_of({**_CODED, "innererror": object_of(_CODED)})}),
        object_of({**_CODED, "requestId": TEXT}),
    ],
}
_CAPTION = object_of({"text": TEXT, "confidence": SHARE})
_TAGS = list_of(object_of({"name": TEXT, "confidence": SHARE}))
_DESCRIPTION = object_of({"tags": list_of(TEXT), "captions": list_of(_CAPTION)})
_OBJECTS = list_of(
    object_of(
        {
            "rectangle": object_of(dict.fromkeys(("x", "y", "w", "h"), WHOLE)),
            "object": TEXT,
            "confidence": SHARE,
        }
    )
)
SCHEMAS: Mapping[str, Any] = {
    "ComputerVisionResult": object_of(
        {
            "requestId": {"type": "string", "format": "uuid"},
            "metadata": object_of({"width": WHOLE, "height": WHOLE, "format": TEXT}),
            "modelVersion": TEXT,
        },
        tags=_TAGS,
        description=_DESCRIPTION,
        objects=_OBJECTS,
    )
}
_SUMMARIES = {
    "analyze": "Return the features of an image that the address names.",
    "describe": "Describe an image in a sentence.",
    "tag": "Return the tags of an image.",
    "detect": "Find the objects in an image.",
}
_FEATURE_LIST = {"type": "array", "minItems": 1, "items": {"enum": list(FEATURES)}}
_PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "visualFeatures": {
        "description": "What to tell of the image.",
        "required": True,
        "schema": _FEATURE_LIST,
        "style": "form",
        "explode": False,
    },
    "details": {"description": "None are known here.", "schema": {"enum": [""]}},
    "language": {"description": "English alone.", "schema": {"enum": ["en"]}},
    "descriptionExclude": {
        "description": "What not to name; neither is ever named.",
        "schema": {"enum": ["Celebrities", "Landmarks", "Celebrities,Landmarks"]},
    },
    "maxCandidates": {
        "description": "The most captions; there is always one.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
    },
    "model-version": {"description": "This server's own.", "schema": {"enum": ["latest"]}},
}


def vision_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of image analysis, by path and method."""
    return {f"{VISION}/{name}": {"post": _operation(name)} for name in OPTIONS}


def _operation(name: str) -> dict[str, Any]:
    version = {
        "name": "version",
        "in": "path",
        "required": True,
        "schema": {"enum": list(VERSIONS)},
    }
    url = {"type": "object", "required": ["url"], "properties": {"url": TEXT}}
    form = {"type": "object", "required": ["file"], "properties": {"file": BINARY}}
    return {
        "operationId": f"computerVision{name.title()}",
        "summary": f"{_SUMMARIES[name]} For programs of Computer Vision.",
        "parameters": [
            version,
            *({"name": each, "in": "query", **_PARAMETERS[each]} for each in OPTIONS[name]),
        ],
        "requestBody": {
            "required": True,
            "content": {
                **json_content(url),
                "application/octet-stream": {"schema": BINARY},
                "multipart/form-data": {"schema": form},
            },
        },
        "responses": {
            "200": {
                "description": "The result.",
                "content": json_content(ref("ComputerVisionResult")),
            }
        },
    }
