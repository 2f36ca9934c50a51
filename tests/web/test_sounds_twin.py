"""JavaScript reads, resamples and embeds sounds to the same bits as Python."""

from __future__ import annotations

import base64
import io
import struct
import wave
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import safetensors.numpy
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla import VizslaError
from vizsla.encoders.sound.sound_encoder import SoundNumbers, sound_encoder
from vizsla.encoders.sound.sound_file import FILE, sound_file
from vizsla.functions.watched_sound import windows_of
from vizsla.modalities.audio.audio_modality import AUDIO
from vizsla.modalities.audio.resample import Resampler
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.samples.made_sounds import SOUNDS, made_sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RATE = 16_000
RATES = (8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 12_345, 1_000, 767_999)
CODINGS = ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Callable[[object], Any]]) -> Callable[[object], Any]:
    return twin("sounds")


@pytest.fixture(scope="module")
def numbers() -> SoundNumbers:
    return SoundNumbers(safetensors.numpy.load(sound_file()))


def packed(values: NDArray[np.generic] | bytes) -> str:
    return base64.b64encode(values if isinstance(values, bytes) else values.tobytes()).decode()


def unpacked(text: str, dtype: str) -> NDArray[np.generic]:
    return np.frombuffer(base64.b64decode(text), dtype)


def noise(count: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(0, 0.2, count).astype(np.float32)


def odd_sounds() -> dict[str, NDArray[np.float32]]:
    """Return sounds at the edges of what there is."""
    click = np.zeros(20_000, np.float32)
    click[10_000] = 1
    return {
        **{f"noise of {count}": noise(count) for count in (1, 2, 159, 511, 512, 513, 671, 672)},
        **{f"{count} samples": noise(count) for count in (12_511, 12_512, 12_513, 100_000)},
        "silence": np.zeros(16_000, np.float32),
        "nearly silence": np.full(16_000, 1e-38, np.float32),
        "a constant": np.ones(5_000, np.float32),
        "a click": click,
        "a square wave": np.sign(np.sin(np.arange(16_000) / 5)).astype(np.float32),
        "very loud": noise(16_000) * np.float32(1e30),
    }


@pytest.mark.parametrize("name", odd_sounds())
def test_an_odd_sound_has_the_same_bits(
    name: str, ask: Callable[[object], Any], numbers: SoundNumbers
) -> None:
    check(odd_sounds()[name], ask, numbers)


@pytest.mark.parametrize("kind", SOUNDS)
def test_a_sound_has_the_same_bits(
    kind: str, ask: Callable[[object], Any], numbers: SoundNumbers
) -> None:
    for seed in range(5):
        check(made_sound(kind, seed).samples, ask, numbers)


def check(
    samples: NDArray[np.float32], ask: Callable[[object], Any], numbers: SoundNumbers
) -> None:
    file = str(import_module("vizsla_sound").folder() / FILE)
    found = ask({"kind": "embed", "file": file, "samples": packed(samples)})
    assert unpacked(found["raw"], "<f8").tolist() == numbers.of(samples).tolist()
    embedding = sound_encoder().embed(Sound(samples, RATE)).numbers
    assert unpacked(found["numbers"], "<f8").tolist() == embedding.tolist()


def test_resampling_has_the_same_bits(ask: Callable[[object], Any]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        old=st.sampled_from(RATES) | st.integers(1_000, 60_000),
        count=st.integers(1, 3_000),
        seed=st.integers(0, 2**31),
    )
    def compare(old: int, count: int, seed: int) -> None:
        samples = noise(count, seed)
        resampler = Resampler(old, RATE)
        expected = np.concatenate([resampler.push(samples), resampler.end()])
        found = ask({"kind": "resample", "samples": packed(samples), "old": old, "rate": RATE})
        assert unpacked(found, "<f4").tobytes() == expected.tobytes()

    compare()


def test_wav_files_are_read_alike(ask: Callable[[object], Any]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        coding=st.sampled_from(CODINGS),
        kind=st.sampled_from(("WAV", "WAVEX")),
        rate=st.sampled_from((8_000, 16_000, 44_100)),
        channels=st.integers(1, 9),
        count=st.integers(1, 500),
        seed=st.integers(0, 2**31),
        cut=st.integers(0, 60),
    )
    def compare(
        coding: str, kind: str, rate: int, channels: int, count: int, seed: int, cut: int
    ) -> None:
        file = io.BytesIO()
        samples = noise(count * channels, seed).reshape(count, channels)
        soundfile.write(file, samples, rate, subtype=coding, format=kind)
        content = file.getvalue()
        check_read(content[: len(content) - cut], ask)

    compare()


def check_read(content: bytes, ask: Callable[[object], Any]) -> None:
    found = ask({"kind": "read", "content": packed(content)})
    if "refused" in found:
        with pytest.raises(VizslaError) as refused:
            AUDIO.load(content)
        assert found["refused"] == type(refused.value).__name__
    else:
        expected = AUDIO.load(content).samples
        assert unpacked(found["samples"], "<f4").tobytes() == expected.tobytes()


def in_chunks(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        name + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2)
        for name, each in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


FORM = struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)
DATA = noise(100).astype("<f4").tobytes()
FILES = {
    "nothing": b"",
    "a head alone": b"RIFF\0\0\0\0WAVE",
    "no data": in_chunks((b"fmt ", FORM)),
    "data without a form": in_chunks((b"data", DATA)),
    "empty data": in_chunks((b"fmt ", FORM), (b"data", b"")),
    "half a frame": in_chunks((b"fmt ", FORM), (b"data", b"\1")),
    "chunks before": in_chunks(
        (b"LIST", b"odd"), (b"fmt ", FORM), (b"fact", b"1234"), (b"data", DATA)
    ),
    "chunks behind": in_chunks((b"fmt ", FORM), (b"data", DATA), (b"LIST", b"abc")),
    "a stream": in_chunks((b"fmt ", FORM), (b"data", DATA)).replace(
        b"data" + struct.pack("<I", len(DATA)), b"data\xff\xff\xff\xff"
    ),
    "a text": b"this is no sound at all, but a text that is longer than a head",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_built_otherwise_is_read_or_refused_alike(
    name: str, ask: Callable[[object], Any]
) -> None:
    check_read(FILES[name], ask)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_numbers_are_refused(
    value: float, ask: Callable[[object], Any]
) -> None:
    samples = np.zeros((3, 2), np.float32)
    samples[1, 1] = value
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, subtype="FLOAT", format="WAV")
    check_read(file.getvalue(), ask)
    for columns in (samples, samples[:, 1:]):
        channels = [packed(np.ascontiguousarray(each)) for each in columns.T]
        found = ask({"kind": "channels", "samples": channels, "rate": RATE})
        assert found["refused"] == "InputDamagedError"


def test_channels_become_their_mean(ask: Callable[[object], Any]) -> None:
    samples = noise(3_000).reshape(-1, 3)
    channels = [packed(np.ascontiguousarray(each)) for each in samples.T]
    found = ask({"kind": "channels", "samples": channels, "rate": 44_100})
    expected = AUDIO.load((samples, 44_100)).samples
    assert unpacked(found["samples"], "<f4").tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("channels", "rate", "error"),
    [
        ([noise(5), noise(6)], RATE, "InputTypeError"),
        ([], RATE, "InputTypeError"),
        ([noise(0)], RATE, "InputDamagedError"),
        ([noise(5)], 44_100.5, "InputTypeError"),
        ([noise(5)], 999, "InputTypeError"),
    ],
)
def test_what_is_no_sound_is_refused(
    channels: list[NDArray[np.float32]],
    rate: float,
    error: str,
    ask: Callable[[object], Any],
) -> None:
    request = {"kind": "channels", "samples": [*map(packed, channels)], "rate": rate}
    assert ask(request)["refused"] == error


def test_windows_are_cut_alike(ask: Callable[[object], Any]) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        sizes=st.lists(st.integers(0, 30_000), max_size=6),
        seconds=st.sampled_from((0.1, 0.5, 1.0, 1.3)),
        step=st.sampled_from((None, 0.1, 0.7, 2.0)),
    )
    def compare(sizes: list[int], seconds: float, step: float | None) -> None:
        places = np.arange(sum(sizes), dtype=np.float32)
        blocks = np.split(places, np.cumsum(sizes)[:-1]) if sizes else []
        expected = [
            [start, start + len(samples) / RATE, samples[0], len(samples)]
            for start, samples in windows_of(iter(blocks), seconds, step, DEFAULT_LIMITS)
        ]
        request = {"kind": "windows", "sizes": sizes, "seconds": seconds}
        assert ask(request if step is None else {**request, "step": step}) == expected

    compare()


@pytest.mark.parametrize("kind", ["FLAC", "OGG", "MP3", "AIFF"])
def test_other_formats_are_named_with_the_way_out(kind: str, ask: Callable[[object], Any]) -> None:
    file = io.BytesIO()
    soundfile.write(file, noise(8_000), RATE, format=kind)
    found = ask({"kind": "read", "content": packed(file.getvalue())})
    assert found["refused"] == "InputFormatError"
    assert kind in found["message"].upper()
    assert "ffmpeg" in found["message"]


def test_a_recording_of_python_s_own_module_is_read(ask: Callable[[object], Any]) -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(3)
        writer.setframerate(22_050)
        writer.writeframes(bytes(range(240)))
    check_read(file.getvalue(), ask)
