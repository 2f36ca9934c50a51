"""Sounds from files, bytes, arrays: one channel at 16 kHz, or an error that says what to do."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from modalities.audio.sound_files import sound_file, tone
from vizsla.errors import (
    InputDamagedError,
    InputError,
    InputFormatError,
    InputNotFoundError,
    InputTooLargeError,
    InputTypeError,
)
from vizsla.modalities.audio.load_sound import load_sound, sound_blocks
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

MIDDLE = slice(1_600, 14_400)  # samples, without the edges


@pytest.mark.parametrize(
    ("kind", "subtype", "far"),
    [
        ("WAV", "PCM_16", 2e-4),
        ("WAV", "PCM_U8", 1e-2),
        ("WAV", "FLOAT", 2e-4),
        ("WAV", "ALAW", 3e-2),
        ("FLAC", None, 2e-4),
        ("OGG", "VORBIS", 5e-2),
        ("OGG", "OPUS", 0.2),
        ("MP3", None, 5e-2),
        ("AIFF", None, 2e-4),
    ],
)
def test_each_format_is_read_by_its_content(
    kind: str, subtype: str | None, far: float, tmp_path: Path
) -> None:
    rate = 48_000 if subtype == "OPUS" else 44_100
    path = tmp_path / "memo.bin"
    path.write_bytes(sound_file(tone(1, rate), rate, kind, subtype))
    found = load_sound(path)
    assert found.dtype == np.float32
    assert len(found) == pytest.approx(16_000, abs=2_500)  # an MP3 has a margin
    best = max(np.corrcoef(found[at : at + 8_000], tone(0.5, 16_000))[0, 1] for at in range(60))
    assert best > 1 - far
    np.testing.assert_array_equal(load_sound(path.read_bytes()), found)
    np.testing.assert_array_equal(load_sound(io.BytesIO(path.read_bytes())), found)


def test_channels_become_their_mean() -> None:
    left = tone(1, 16_000)
    channels = np.stack([left, *[np.zeros_like(left)] * 63], axis=1)
    np.testing.assert_allclose(
        load_sound(sound_file(channels, 16_000, "WAV", "FLOAT")), left / 64, atol=1e-7
    )
    np.testing.assert_allclose(load_sound((channels, 16_000)), left / 64, atol=1e-7)


def test_arrays_and_sounds_give_the_same_as_files() -> None:
    whole = np.rint(tone(1, 44_100) * 32_767).astype(np.int16)
    found = load_sound((whole, 44_100))
    np.testing.assert_allclose(load_sound(sound_file(whole, 44_100)), found, atol=1e-6)
    as_float = (whole / 32_768).astype(np.float32)
    np.testing.assert_allclose(load_sound(Sound(as_float, 44_100)), found, atol=1e-6)
    np.testing.assert_allclose(load_sound((np.full(16_000, 128, np.uint8), 16_000)), 0)


def test_a_saved_sound_is_read_again(tmp_path: Path) -> None:
    sound = Sound(tone(0.5, 24_000), 24_000)
    sound.save(tmp_path / "tone.wav")
    found = load_sound(tmp_path / "tone.wav", rate=24_000)
    np.testing.assert_allclose(found, sound.samples, atol=1e-4)
    assert "<audio controls" in sound._repr_html_()
    with pytest.raises(InputTypeError, match="saved as WAV"):
        sound.save(tmp_path / "tone.mp3")


def test_a_file_that_ends_too_early_gives_what_it_has() -> None:
    content = sound_file(tone(1, 16_000), 16_000)
    assert 0 < len(load_sound(content[: len(content) // 2])) <= 8_000


def test_one_sample_is_a_sound() -> None:
    assert load_sound(sound_file(np.array([0.5]), 16_000)).shape == (1,)


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        (b"", InputDamagedError, "empty"),
        (sound_file(np.zeros(0), 16_000), InputDamagedError, "no samples"),
        (
            sound_file(np.array([0, np.nan, 0]), 16_000, "WAV", "FLOAT"),
            InputDamagedError,
            "no numbers",
        ),
        ((np.full((99, 2), 3e38, np.float32), 16_000), InputDamagedError, "infinite"),
        ((np.repeat(np.array([3.4e38, -3.4e38], "f4"), 99), 48_000), InputDamagedError, "infinite"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), InputDamagedError, "damaged WAV"),
        (b"fLaC" + bytes(100), InputDamagedError, "damaged FLAC"),
        (b"hello, this is a text", InputFormatError, "not a sound"),
        (b"%PDF-1.4", InputFormatError, "is a PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(60), InputFormatError, "is a picture"),
        (b"#EXTM3U\n/etc/passwd", InputFormatError, "list of sounds"),
        ((np.zeros(10, np.int64), 16_000), InputTypeError, "int64"),
        ((np.zeros((1, 2, 3)), 16_000), InputTypeError, "shape"),
        ((np.zeros(10), 0), InputTypeError, "0 samples a second"),
        ((np.zeros(10), "16000"), InputTypeError, "rate is '16000'"),
        ((np.zeros(0), 16_000), InputDamagedError, "no samples"),
        (np.zeros(10), InputTypeError, "not a sound"),
        (7, InputTypeError, "not a sound"),
        ("no-such-file.wav", InputNotFoundError, "no such file"),
    ],
    # A file of float samples holds when it was written: content is no test's name.
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_sound_gets_an_error_that_says_so(
    source: Any, kind: type[InputError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        load_sound(source)


def test_a_long_sound_is_refused_whole_and_read_in_blocks(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(sound_file(np.zeros(100_000), 1_000))
    with pytest.raises(InputTooLargeError, match="longer than 60 seconds"):
        load_sound(path, limits=Limits(max_seconds=60))
    blocks = list(sound_blocks(path))
    assert sum(map(len, blocks)) == 1_600_000
    assert max(map(len, blocks)) <= 2**20 + 2**16


def test_m4a_needs_ffmpeg_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputFormatError, match="ffmpeg"):
        load_sound(b"\x00\x00\x00\x20ftypM4A " + bytes(40))
