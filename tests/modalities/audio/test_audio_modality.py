"""A sound is measured, drawn, shown and exported; what is wrong with it is found."""

from __future__ import annotations

import io
import math
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from PIL import Image

from modalities.audio.sound_files import sound_file, tone
from vizsla import errors
from vizsla.modalities.audio.audio_modality import AUDIO
from vizsla.modalities.audio.load_sound import load_sound
from vizsla.modalities.audio.loudness import loudness
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.audio.spectrogram import BANDS, spectrogram
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.modalities.modality_values import PLACEHOLDER
from vizsla.modalities.registry import modality_named

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 16_000


def noise(seconds: float, seed: int = 0, *, loud: float = 0.1) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).normal(0, loud, round(seconds * RATE))
    return found.astype(np.float32)


def knock(seed: int = 0) -> NDArray[np.float32]:
    """Return a second in which something is hit: a tone that fades, and noise."""
    fading = np.exp(-np.arange(RATE) / 1_500).astype(np.float32)
    return tone(1, RATE, hertz=300 + 40 * seed) * fading + noise(1, seed, loud=0.003)


def problems(samples: NDArray[np.float32], content: bytes | None = None) -> set[str]:
    facts = AUDIO.measure(Sound(samples, RATE), content).facts
    return {each.name for each in AUDIO.quality_checks if each.applies(facts)}


def test_the_registry_has_it() -> None:
    assert modality_named("audio") is AUDIO


def test_any_source_becomes_a_sound_at_16_khz(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(sound_file(tone(0.5, 44_100), 44_100))
    for source in (
        path,
        path.read_bytes(),
        Sound(tone(0.5, 8_000), 8_000),
        (tone(0.5, 8_000), 8_000),
    ):
        found = AUDIO.load(source)
        assert (found.rate, len(found.samples)) == (RATE, 8_000)


def test_a_pair_of_samples_and_rate_is_one_source_and_a_list_is_many() -> None:
    pair = (tone(0.1, RATE), RATE)
    assert not AUDIO.is_batch(pair)
    assert AUDIO.is_batch([pair, pair])
    assert AUDIO.is_batch((pair, pair))
    assert AUDIO.is_batch(("a.wav", "b.wav"))


def test_a_full_tone_of_997_hz_has_the_loudness_that_the_standard_gives_it() -> None:
    for rate in (16_000, 44_100, 48_000):
        full = tone(5, rate, hertz=997, loud=1)
        assert loudness(full, rate) == pytest.approx(-3.01, abs=0.05)
        assert loudness(full / 10, rate) == pytest.approx(-23.01, abs=0.05)
        with_pause = np.concatenate([full, np.zeros(5 * rate, np.float32)])
        assert loudness(with_pause, rate) == pytest.approx(-3.01, abs=0.2)
    assert loudness(np.zeros(RATE, np.float32), RATE) == -120
    assert loudness(tone(0.001, RATE), RATE) < 0


def test_what_is_wrong_with_a_sound_is_found() -> None:
    assert problems(knock()) == set()
    assert problems(np.zeros(RATE, np.float32)) == {"silent", "faint"}
    assert problems(np.zeros(1, np.float32)) == {"silent", "brief", "faint"}
    assert problems(tone(0.03, RATE)) == {"brief"}
    assert problems(noise(1, loud=1e-3)) == {"faint"}
    assert problems(noise(61)) == {"lengthy"}


@pytest.mark.parametrize("rate", [16_000, 44_100])
@pytest.mark.parametrize(("kind", "subtype"), [("WAV", "PCM_16"), ("WAV", "FLOAT"), ("FLAC", None)])
def test_clipping_is_seen_in_the_file_and_full_scale_is_no_clipping(
    rate: int, kind: str, subtype: str | None
) -> None:
    for loud, found in ((0.99, set()), (3.0, {"clipped"})):
        wave = np.clip(tone(1, rate, hertz=220, loud=loud), -1, 1)
        content = sound_file(wave, rate, kind, subtype)
        assert problems(load_sound(content), content) == found


def test_pauses_count_as_silence() -> None:
    half = np.concatenate([tone(1, RATE), np.zeros(RATE, np.float32)])
    facts = AUDIO.measure(Sound(half, RATE)).facts
    assert facts["silence"] == pytest.approx(0.5, abs=0.02)
    assert facts["seconds"] == 2
    assert AUDIO.summary(facts) == "2 s"
    assert AUDIO.detail(facts) == pytest.approx(1, abs=0.04)


def test_a_hash_differs_little_between_copies_and_much_between_sounds() -> None:
    def bits(samples: NDArray[np.float32]) -> int:
        found = AUDIO.measure(Sound(samples, RATE)).fingerprint
        assert found is not None
        return found

    one = knock()
    for copy in (one / 2, load_sound(sound_file(one, RATE, "MP3"))[: len(one)]):
        assert (bits(one) ^ bits(copy)).bit_count() <= 12
    assert (bits(one) ^ bits(noise(1))).bit_count() > 16


def test_a_spectrogram_shows_a_tone_in_the_row_of_its_frequency() -> None:
    rising = [
        int(spectrogram(tone(1, RATE, hertz=f), RATE).mean(axis=1).argmax())
        for f in (200, 1_000, 5_000)
    ]
    assert rising == sorted(rising, reverse=True)
    found = spectrogram(noise(3_600 / 10), RATE)
    assert found.shape[0] == BANDS
    assert found.shape[1] <= 4_000
    assert spectrogram(np.zeros(1, np.float32), RATE).max() == 0


def test_a_sound_is_drawn_in_each_size() -> None:
    content = sound_file(knock(), RATE)
    small = AUDIO.thumbnail_file(content, 160, limits=DEFAULT_LIMITS)
    assert Image.open(io.BytesIO(small)).size == (160, 80)
    assert AUDIO.preview(content, 64).startswith("data:image/webp;base64,")
    assert AUDIO.preview(b"no sound", 64) == AUDIO.preview(None, 64) == PLACEHOLDER
    drawn = AUDIO.thumbnail(Sound(knock(), RATE), 320)
    assert drawn is not None
    assert (drawn.width, drawn.height) == (320, 160)
    sheet = AUDIO.sheet([content, None, b"no sound", content], 32, 3)
    assert (sheet.columns, sheet.rows) == (3, 2)


@pytest.mark.parametrize(
    ("kind", "subtype", "media_type"),
    [
        ("WAV", "PCM_16", "audio/wav"),
        ("WAV", "ALAW", "audio/wav"),
        ("FLAC", None, "audio/flac"),
        ("MP3", None, "audio/mpeg"),
        ("OGG", "VORBIS", "audio/wav"),
        ("AIFF", None, "audio/wav"),
    ],
)
def test_what_is_shown_is_played_by_every_browser(
    kind: str, subtype: str | None, media_type: str
) -> None:
    content = sound_file(knock(), RATE, kind, subtype)
    shown = AUDIO.shown(content)
    assert shown.media_type == media_type
    assert (shown.content == content) == (subtype == "PCM_16" or kind in {"FLAC", "MP3"})
    assert load_sound(shown.content).shape == load_sound(content).shape


def tagged(kind: str) -> bytes:
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", RATE, 1, format=kind) as opened:
        opened.title, opened.artist = "At home", "Jane Doe"
        opened.write(knock())
    content = file.getvalue()
    if kind != "MP3":
        return content
    id3 = b"ID3\4\0\0\0\0\0\x14TIT2\0\0\0\x0a\0\0\0Jane Doe\0"
    ape = (
        b"Jane DoeAPETAGEX" + (2_000).to_bytes(4, "little") + (40).to_bytes(4, "little") + bytes(16)
    )
    return id3 + content + ape + b"TAG" + b"Jane Doe".ljust(125, b"\0")


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("WAV", ".wav"), ("FLAC", ".flac"), ("MP3", ".mp3"), ("OGG", ".flac"), ("AIFF", ".flac")],
)
def test_an_exported_sound_has_no_metadata_and_sounds_the_same(kind: str, suffix: str) -> None:
    content = tagged(kind)
    assert b"Jane Doe" in content
    made = AUDIO.export_file(content, "a")
    assert made.suffixes[0] == suffix
    assert b"Jane" not in made.content
    np.testing.assert_allclose(load_sound(made.content), load_sound(content), atol=1e-6)
    assert AUDIO.export_file(content, "a", keep_metadata=True).content == content


def test_a_common_export_is_in_a_format_that_nearly_all_read() -> None:
    made = AUDIO.export_file(
        sound_file(knock(), RATE, "OGG"), "a.ogg", keep_metadata=True, common=True
    )
    assert made.suffixes == (".flac",)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg reads M4A")
def test_what_ffmpeg_reads_is_measured_too() -> None:
    import subprocess

    command = ["ffmpeg", "-v", "error", "-i", "-", "-c:a", "libopus", "-f", "webm", "-"]
    content = subprocess.run(
        command, input=sound_file(knock(), RATE), capture_output=True, check=True
    ).stdout
    facts = AUDIO.measure(AUDIO.load(content), content).facts
    assert facts["format"] == "WebM"
    assert AUDIO.shown(content).media_type == "audio/wav"


def test_sounds_are_found_by_their_content_too(tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_bytes(sound_file(knock(), RATE, "FLAC"))
    (tmp_path / "b").write_bytes(sound_file(knock(), RATE))
    (tmp_path / "note.txt").write_text("knock", encoding="utf-16")
    assert [each.name for each in AUDIO.find_files(tmp_path)] == ["a.flac", "b"]


def test_the_input_of_a_self_test_is_the_same_everywhere() -> None:
    found = AUDIO.self_test_input((2, 3))
    assert found.dtype == np.float32
    assert found.shape == (2, 3)
    expected = [((n * 2654435761 % 2**32) >> 16) / 2**15 - 1 for n in range(6)]
    assert found.ravel().tolist() == expected


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF\x24\0\0\0WAVE", b"RIFF1234WAVEfmt \xff\xff\xff\xff", b"ID3" + b"\xff" * 40],
)
def test_damaged_files_give_clear_errors_or_a_placeholder(content: bytes) -> None:
    assert AUDIO.preview(content, 32) == PLACEHOLDER
    with pytest.raises(errors.InputError):
        AUDIO.load(content)
    with pytest.raises(errors.InputError):
        AUDIO.thumbnail_file(content, 32)
    assert math.isfinite(len(AUDIO.describe(content)))
