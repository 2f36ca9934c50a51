"""Sounds are written in the formats that programs ask for."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.errors import OptionError
from vizsla.modalities.audio.encoded_sound import SOUND_FILES, encoded_sound, sound_file_named
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.sound import Sound

TONE = Sound(np.sin(np.arange(24_000, dtype=np.float32) / 9) / 2, 24_000)


@pytest.mark.parametrize("name", ["wav", "flac", "opus", "mp3"])
def test_what_is_written_is_read_again(name: str) -> None:
    content = encoded_sound(TONE, SOUND_FILES[name])
    samples = load_sound(content, rate=24_000)
    assert len(samples) == pytest.approx(24_000, abs=2_500)
    middle = samples[6_000:18_000]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.1)


def test_bare_samples_are_of_16_bits() -> None:
    content = encoded_sound(TONE, SOUND_FILES["pcm"])
    samples = np.frombuffer(content, "<i2") / 32_767
    np.testing.assert_allclose(samples, TONE.samples, atol=1e-4)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(OptionError, match="wav, pcm, flac, opus, mp3"):
        sound_file_named("aac")
