"""Azure's speech to text for short sounds in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.azure_speech.recognition_routes import FORMATS, MODES, PATH, PROFANITY
from vizsla.server.compat.schema_parts import BINARY, SHARE, WHOLE, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["SCHEMAS", "recognition_operations"]

_TICKS = {**WHOLE, "description": "In ticks, ten million a second."}
_BEST = object_of(
    {"Confidence": SHARE, **dict.fromkeys(("Lexical", "ITN", "MaskedITN", "Display"), TEXT)}
)
SCHEMAS: Mapping[str, Any] = {
    "AzureSpeechResult": object_of(
        {
            "RecognitionStatus": {"enum": ["Success", "NoMatch", "InitialSilenceTimeout"]},
            "Offset": _TICKS,
            "Duration": _TICKS,
        },
        DisplayText=TEXT,
        NBest=list_of(_BEST),
    )
}
_PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "language": {"description": "English alone.", "schema": {"enum": ["en-US", "en-GB", "en"]}},
    "format": {"description": "How much to tell.", "schema": {"enum": list(FORMATS)}},
    "profanity": {"description": "Nothing is masked here.", "schema": {"enum": list(PROFANITY)}},
}


def recognition_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of short sounds, by path and method."""
    mode = {"name": "mode", "in": "path", "required": True, "schema": {"enum": list(MODES)}}
    sound = {"schema": BINARY}
    operation = {
        "operationId": "azureSpeechRecognize",
        "summary": "Transcribe a short sound. For programs of Azure Speech.",
        "parameters": [
            mode,
            *({"name": name, "in": "query", **each} for name, each in _PARAMETERS.items()),
        ],
        # The content says what it is, so that audio/wav and audio/ogg are taken as well.
        "requestBody": {"required": True, "content": {"application/octet-stream": sound}},
        "responses": {
            "200": {
                "description": "The result.",
                "content": json_content(ref("AzureSpeechResult")),
            }
        },
    }
    return {PATH: {"post": operation}}
