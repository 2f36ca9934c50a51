"""Azure's text to speech in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.azure_voices.output_formats import OUTPUT_FORMATS
from vizsla.server.compat.azure_voices.voice_routes import FORMAT, SPEAK, VOICE_LIST
from vizsla.server.compat.schema_parts import BINARY, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["SCHEMAS", "voice_operations"]

_FIELDS = (
    *("Name", "DisplayName", "LocalName", "ShortName", "Gender", "Locale", "LocaleName"),
    *("SampleRateHertz", "VoiceType", "Status"),
)
SCHEMAS: Mapping[str, Any] = {"AzureVoice": object_of(dict.fromkeys(_FIELDS, TEXT))}
_SOUNDS = ("audio/wav", "audio/pcm", "audio/ogg", "audio/mpeg")


def voice_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of text to speech, by path and method."""
    spoken = {
        "operationId": "azureVoicesSpeak",
        "summary": "Speak SSML. For programs of Azure's text to speech.",
        "parameters": [
            {
                "name": FORMAT,
                "in": "header",
                "description": "The format of the sound.",
                "schema": {"enum": [*OUTPUT_FORMATS]},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {"application/ssml+xml": {"schema": TEXT}},
        },
        "responses": {
            "200": {
                "description": "The sound.",
                "content": {each: {"schema": BINARY} for each in _SOUNDS},
            }
        },
    }
    listed = json_content(list_of(ref("AzureVoice")))
    voices = {
        "operationId": "azureVoicesList",
        "summary": "Return the voices. For programs of Azure's text to speech.",
        "responses": {
            "200": {
                "description": "The voices.",
                "content": listed,
            }
        },
    }
    return {SPEAK: {"post": spoken}, VOICE_LIST: {"get": voices}}
