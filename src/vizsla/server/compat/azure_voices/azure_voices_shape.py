"""The keys and errors of Azure's text to speech."""

from __future__ import annotations

from vizsla.server.compat.azure_audio_shape import azure_audio_shape

__all__ = ["AZURE_VOICES", "ROOT"]

ROOT = "/cognitiveservices"
AZURE_VOICES = azure_audio_shape(
    name="Azure Voices",
    root=ROOT,
    bad_input="InvalidSsml",
    offers="POST /cognitiveservices/v1 and GET /cognitiveservices/voices/list",
)
