"""CLU's analysis of conversations in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.text_schemas import CERTAINTY, PLACE, SHARE
from vizsla.server.compat.clu.clu_query import KIND
from vizsla.server.compat.clu.clu_routes import ANALYZE, VERSION
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["SCHEMAS", "clu_operations"]

UNITS = ["TextElements_v8", "UnicodeCodePoint", "Utf16CodeUnit"]


def _object(**properties: Any) -> dict[str, Any]:  # noqa: ANN401 - schemas
    return {"type": "object", "required": [*properties], "properties": properties}


_INTENT = _object(category=TEXT, confidenceScore=SHARE)
_ENTITY = _object(category=TEXT, text=TEXT, offset=PLACE, length=PLACE, confidenceScore=SHARE)
_ENTITY["properties"] |= {
    each: {"type": "array", "items": {"type": "object"}}
    for each in ("resolutions", "extraInformation")
}
_PARAMETERS = _object(projectName=TEXT, deploymentName=TEXT)
_PARAMETERS["properties"]["stringIndexType"] = {"enum": UNITS}
SCHEMAS: Mapping[str, Any] = {
    "CluQuery": _object(
        kind={"const": KIND},
        analysisInput=_object(conversationItem=_object(id=TEXT, participantId=TEXT, text=TEXT)),
        parameters=_PARAMETERS,
    ),
    "CluResult": _object(
        kind={"const": "ConversationResult"},
        result=_object(
            query=TEXT,
            prediction=_object(
                topIntent=TEXT,
                projectKind={"const": KIND},
                intents={"type": "array", "items": _INTENT},
                entities={"type": "array", "items": _ENTITY},
                **CERTAINTY,
            ),
        ),
    ),
}
_VERSION = {
    "name": VERSION,
    "in": "query",
    "required": True,
    "schema": {"enum": ["2022-05-01", "2023-04-01", "2024-11-01"]},
}


def clu_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operation, by path and method."""
    operation = {
        "operationId": "cluAnalyze",
        "summary": "Predict the intent and the entities of a text for programs of CLU.",
        "parameters": [_VERSION],
        "requestBody": {"required": True, "content": json_content(ref("CluQuery"))},
        "responses": {
            "200": {"description": "The result.", "content": json_content(ref("CluResult"))}
        },
    }
    return {ANALYZE: {"post": operation}}
