"""CLU's analysis of conversations in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.assistants.text_schemas import CERTAINTY
from vizsla.server.compat.clu.clu_query import KIND
from vizsla.server.compat.clu.clu_routes import ANALYZE, VERSION
from vizsla.server.compat.schema_parts import SHARE, WHOLE, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["SCHEMAS", "clu_operations"]

UNITS = ["TextElements_v8", "UnicodeCodePoint", "Utf16CodeUnit"]


_INTENT = object_of({"category": TEXT, "confidenceScore": SHARE})
_ENTITY = object_of(
    {
        "category": TEXT,
        "text": TEXT,
        "offset": WHOLE,
        "length": WHOLE,
        "confidenceScore": SHARE,
    },
    resolutions=list_of({"type": "object"}),
    extraInformation=list_of({"type": "object"}),
)
_TEXT_ITEM = object_of({"id": TEXT, "participantId": TEXT, "text": TEXT})
_PARAMETERS = object_of(
    {"projectName": TEXT, "deploymentName": TEXT}, stringIndexType={"enum": UNITS}
)
_PREDICTION = object_of(
    {
        "topIntent": TEXT,
        "projectKind": {"const": KIND},
        "intents": list_of(_INTENT),
        "entities": list_of(_ENTITY),
        **CERTAINTY,
    }
)
SCHEMAS: Mapping[str, Any] = {
    "CluQuery": object_of(
        {
            "kind": {"const": KIND},
            "analysisInput": object_of({"conversationItem": _TEXT_ITEM}),
            "parameters": _PARAMETERS,
        }
    ),
    "CluResult": object_of(
        {
            "kind": {"const": "ConversationResult"},
            "result": object_of({"query": TEXT, "prediction": _PREDICTION}),
        }
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
