"""OpenAI's text to speech in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.openai.spoken_body import MOST_CHARACTERS, STREAMS
from vizsla.server.compat.openai.spoken_routes import SPEECH
from vizsla.server.compat.schema_parts import BINARY
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT

if TYPE_CHECKING:
    from vizsla.server.server_settings import ServerSettings

__all__ = ["spoken_operations"]


_BODY = {
    "type": "object",
    "required": ["input"],
    "additionalProperties": False,
    "properties": {
        "model": {**TEXT, "description": "Taken, and changes nothing here."},
        "instructions": {**TEXT, "description": "Taken, and changes nothing here."},
        "input": {**TEXT, "minLength": 1, "maxLength": MOST_CHARACTERS},
        "voice": {**TEXT, "description": "Of OpenAI's names or of our own, such as `heart`."},
        "response_format": {"enum": ["mp3", "opus", "flac", "wav", "pcm"], "default": "mp3"},
        "speed": {"type": "number", "minimum": 0.5, "maximum": 2},
        "stream_format": {"enum": list(STREAMS)},
    },
}
_SOUNDS = ("audio/mpeg", "audio/ogg", "audio/flac", "audio/wav", "audio/pcm")


def spoken_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of text to speech, by path and method."""
    contents = {
        **{each: {"schema": BINARY} for each in _SOUNDS},
        "text/event-stream": {},  # events of JSON
    }
    operation = {
        "operationId": "openaiSpeech",
        "summary": "Speak a text. For programs of OpenAI.",
        "requestBody": {"required": True, "content": json_content(_BODY)},
        "responses": {
            "200": {"description": "The sound, part by part.", "content": contents},
        },
    }
    return {SPEECH: {"post": operation}}
