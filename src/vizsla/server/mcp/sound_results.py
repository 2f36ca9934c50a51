"""Sounds as results of a tool: an audio content beside the answer's fields."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from mcp_types import AudioContent, CallToolResult, TextContent

from vizsla.errors import InputTooLargeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["sound_tool_result"]

_LARGEST = 900_000  # letters of base64: clients take no more than 1 MB in all
_INSTEAD = "the audio content of this result"


def sound_tool_result(answer: Mapping[str, Any], title: str) -> CallToolResult:
    """Return the result of a call whose answer is a sound.

    A WAV file that is too large becomes an MP3.

    Args:
        answer: the answer, as JSON has it.
        title: the function's name with its version.

    Raises:
        InputTooLargeError: the sound is too long for a result.
        MissingExtraError: it must become an MP3, and soundfile is not installed.

    """
    data, kind, sound = answer["answer"], answer["sound"]["media_type"], answer["sound"]
    if len(data) > _LARGEST:
        data, kind = _as_mp3(data, sound["rate"])
    if len(data) > _LARGEST:
        raise InputTooLargeError(
            f"the text takes {sound['seconds']:.0f} seconds to say, and a result holds about 100; "
            "speak it in several calls"
        )
    note = f"{sound['seconds']:.1f} s of sound, by the voice {sound['voice']}"
    return CallToolResult(
        content=[
            AudioContent(data=data, mime_type=kind),
            TextContent(text=note),
        ],
        structured_content={**answer, "answer": _INSTEAD},
        _meta={"vizsla/function": title},
    )


def _as_mp3(data: str, rate: int) -> tuple[str, str]:
    """Return a WAV file in base64 as an MP3 in base64, and its media type."""
    from vizsla.modalities.audio.encoded_sound import (  # noqa: PLC0415 - NumPy
        SOUND_FILES,
        encoded_sound,
    )
    from vizsla.modalities.audio.load_sound import load_sound  # noqa: PLC0415
    from vizsla.modalities.audio.sound import Sound  # noqa: PLC0415

    samples = load_sound(base64.b64decode(data), rate=rate)
    file = SOUND_FILES["mp3"]
    content = encoded_sound(Sound(samples, rate), file)
    return base64.b64encode(content).decode(), file.media_type
