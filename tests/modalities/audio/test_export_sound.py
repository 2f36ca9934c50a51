"""Sounds are exported with all their bits, whatever their rate, and block by block."""

from __future__ import annotations

import io
import tracemalloc

import numpy as np
import pytest
import soundfile

from modalities.audio.sound_files import sound_file, tone
from vizsla.errors import InputDamagedError
from vizsla.modalities.audio.export_sound import strip_sound


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
def test_whole_numbers_stay_what_they_are(subtype: str) -> None:
    samples = np.random.default_rng(2).uniform(-1, 1, (70_000, 2))
    samples[:2] = [[-1, 1], [1, -1]]
    content = sound_file(samples, 8_000, "AIFF", subtype)
    before, after = (
        soundfile.read(io.BytesIO(each), dtype="int32")[0]
        for each in (content, strip_sound(content, "a.aiff"))
    )
    np.testing.assert_array_equal(after, before)


@pytest.mark.parametrize(
    ("rate", "start"),
    [(192_000, b"fLaC"), (65_537, b"RIFF"), (655_350, b"fLaC"), (700_000, b"RIFF")],
)
def test_a_rate_that_flac_cannot_hold_becomes_wav(rate: int, start: bytes) -> None:
    content = sound_file(tone(0.01, rate), rate, "AIFF")
    found = strip_sound(content, "a.aiff")
    assert found.startswith(start)
    assert soundfile.info(io.BytesIO(found)).samplerate == rate


def test_more_channels_than_flac_holds_become_their_mean() -> None:
    content = sound_file(np.full((100, 9), 0.5), 16_000, "AIFF")
    np.testing.assert_allclose(soundfile.read(io.BytesIO(strip_sound(content, "a")))[0], 0.5)


def test_a_long_sound_is_never_held_as_samples() -> None:
    content = sound_file(tone(60, 48_000), 48_000, "AIFF")
    tracemalloc.start()
    strip_sound(content, "a.aiff")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * len(content)


def test_samples_that_are_no_numbers_are_damage() -> None:
    content = sound_file(np.array([0, np.nan]), 16_000, "AIFF", "FLOAT")
    with pytest.raises(InputDamagedError, match="no numbers"):
        strip_sound(content, "a.aiff")
