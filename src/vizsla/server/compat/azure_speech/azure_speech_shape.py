"""The keys and errors of Azure's speech to text for short sounds."""

from __future__ import annotations

from vizsla.server.compat.azure_audio_shape import azure_audio_shape

__all__ = ["AZURE_SPEECH", "ROOT"]

ROOT = "/speech"
AZURE_SPEECH = azure_audio_shape(
    name="Azure Speech",
    root=ROOT,
    bad_input="InvalidAudioFormat",
    offers="POST /speech/recognition/conversation/cognitiveservices/v1",
)
