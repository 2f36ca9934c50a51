"""OpenAI's audio in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.server.compat.openai.transcription_form import FORMATS
from vizsla.server.compat.openai.transcription_routes import TRANSCRIPTIONS
from vizsla.server.compat.schema_parts import BINARY, WHOLE, list_of, object_of
from vizsla.server.compat.services_document import json_content
from vizsla.server.openapi_schemas import TEXT, ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.server.server_settings import ServerSettings

__all__ = ["ERROR", "SCHEMAS", "transcription_operations"]

_NUMBER = {"type": "number"}
ERROR: Mapping[str, Any] = object_of(
    {
        "error": object_of(
            {
                **dict.fromkeys(("message", "type", "code"), TEXT),
                "param": {"type": ["string", "null"]},
            }
        )
    }
)
_WORD = object_of({"word": TEXT, "start": _NUMBER, "end": _NUMBER})
_SEGMENT = object_of(
    {
        "id": WHOLE,
        "seek": WHOLE,
        "start": _NUMBER,
        "end": _NUMBER,
        "text": TEXT,
        "tokens": list_of(WHOLE),
        "temperature": _NUMBER,
        "avg_logprob": {**_NUMBER, "description": "The logarithm of the segment's score."},
        "compression_ratio": _NUMBER,
        "no_speech_prob": _NUMBER,
    }
)
SCHEMAS: Mapping[str, Any] = {
    "OpenAITranscription": object_of(
        {"text": TEXT, "usage": object_of({"type": TEXT, "seconds": WHOLE})},
        task=TEXT,
        language=TEXT,
        duration=_NUMBER,
        segments=list_of(_SEGMENT),
        words=list_of(_WORD),
    )
}
_HINT = {**TEXT, "description": "Taken, and changes nothing here."}
_FORM = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {
        "file": {**BINARY, "description": "The sound: WAV, FLAC, Ogg, MP3, M4A or WebM."},
        "model": _HINT,
        "prompt": _HINT,
        "temperature": _HINT,
        "language": {"enum": ["en"], "description": "English alone."},
        "response_format": {"enum": list(FORMATS)},
        "timestamp_granularities[]": list_of({"enum": ["segment", "word"]}),
    },
}


def transcription_operations(_settings: ServerSettings) -> dict[str, dict[str, Any]]:
    """Return the operations of transcriptions, by path and method."""
    plain = {"schema": TEXT}
    operation = {
        "operationId": "openaiTranscription",
        "summary": "Transcribe a sound. For programs of OpenAI.",
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}},
        "responses": {
            "200": {
                "description": "The text, in the form that was asked for.",
                "content": {
                    **json_content(ref("OpenAITranscription")),
                    "text/plain": plain,
                    "text/vtt": plain,
                },
            }
        },
    }
    return {TRANSCRIPTIONS: {"post": operation}}
