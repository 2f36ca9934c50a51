"""The tool that speaks gives its sound as audio."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from run_coroutine import run_coroutine
from server.mcp_client import over_stdio
from vizsla.errors import InputTooLargeError
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.sound import Sound
from vizsla.server.mcp.sound_results import sound_tool_result
from vizsla.speech.speaking.synthesis import Synthesis

if TYPE_CHECKING:
    from pathlib import Path


def tone(seconds: float) -> dict[str, Any]:
    """Return an answer that is a tone, as JSON has it."""
    wave = np.sin(np.arange(round(24_000 * seconds), dtype=np.float32) / 9) / 2
    sound = Sound(wave, 24_000)
    return Synthesis(sound, 0.9, sure=False, calibrated=False, voice="george").to_dict()


def test_a_sound_is_audio_content(home: Path) -> None:
    async def work() -> None:
        async with over_stdio(home) as client:
            result = await client.call_tool("speak", {"text": "A dog.", "voice": "george"})
        audio, note = result.content
        assert audio.type == "audio"
        assert audio.mime_type == "audio/wav"
        assert note.type == "text"
        assert "george" in note.text
        assert result.structured_content is not None
        seconds = result.structured_content["sound"]["seconds"]
        samples = load_sound(base64.b64decode(audio.data))
        assert len(samples) / 16_000 == pytest.approx(seconds, abs=0.01)

    run_coroutine(work())


def test_a_long_sound_becomes_smaller_and_one_that_is_too_long_is_refused() -> None:
    audio = sound_tool_result(tone(20), "speak@1").content[0]
    assert audio.type == "audio"
    assert audio.mime_type == "audio/mpeg"
    assert len(audio.data) < 900_000
    with pytest.raises(InputTooLargeError, match="several calls"):
        sound_tool_result(tone(300), "speak@1")
