"""``listen`` transcribes speech, and answers None where nobody speaks."""

from __future__ import annotations

import io
import json
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from vizsla import errors
from vizsla.modalities.audio.sound import Sound

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000


def noise(seconds: float, loudness: float = 0.05) -> np.ndarray:
    size = round(seconds * RATE)
    return (np.random.default_rng(8).standard_normal(size) * loudness).astype(np.float32)


def wav(samples: np.ndarray, width: int, channels: int, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(rate)
        writer.writeframes(samples.tobytes())
    return file.getvalue()


EIGHT_BITS = wav(np.full(RATE, 128, np.uint8), 1, 1)
MANY_CHANNELS = wav(np.zeros((RATE, 64), np.int16), 2, 64)
ONE_SAMPLE = wav(np.ones(1, np.int16), 2, 1)
TOO_SHORT = wav(np.zeros(RATE, np.int16), 2, 1)[:1_000]
WRONG_LENGTH = TOO_SHORT[:40] + b"\xff\xff\xff\x7f" + TOO_SHORT[44:]


@pytest.mark.parametrize(
    "sound",
    [EIGHT_BITS, MANY_CHANNELS, ONE_SAMPLE, TOO_SHORT, WRONG_LENGTH],
    ids=["8 bits", "64 channels", "1 sample", "truncated", "wrong length"],
)
def test_an_odd_sound_without_words_has_the_answer_none(sound: bytes) -> None:
    found = vizsla.listen(sound)
    assert (found.answer, found.segments, found.alternatives) == (None, (), ())
    assert 0.5 < found.score <= 1


@pytest.mark.parametrize(
    ("sound", "error"),
    [
        (b"", errors.InputDamagedError),
        (b"RIFF\x00\x00\x00\x00WAVE", errors.InputDamagedError),
        (wav(np.zeros(0, np.int16), 2, 1), errors.InputDamagedError),
        ((np.full(RATE, np.nan), RATE), errors.InputDamagedError),
        ((np.zeros((0,)), RATE), errors.InputDamagedError),
        (b"%PDF-1.7", errors.InputFormatError),
        (3, errors.InputTypeError),
        ("nowhere.wav", errors.InputNotFoundError),
    ],
)
def test_what_is_no_sound_is_an_error_that_says_why(
    sound: object, error: type[errors.VizslaError]
) -> None:
    with pytest.raises(error):
        vizsla.listen(sound)


def test_noise_is_no_text_however_it_is_given(tmp_path: Path) -> None:
    sound = Sound(noise(2.0), RATE)
    sound.save(tmp_path / "noise.wav")
    found = vizsla.listen(tmp_path / "noise.wav")
    assert found.answer is None
    assert found.seconds == 2.0
    for source in (str(tmp_path / "noise.wav"), sound, (sound.samples, RATE)):
        again = vizsla.listen(source)
        assert (again.answer, again.seconds) == (None, 2.0)
    assert [each.answer for each in vizsla.listen([sound, sound])] == [None, None]
    ((path, over),) = vizsla.listen.over(tmp_path)
    assert (path.name, over.answer) == ("noise.wav", None)
    assert list(vizsla.listen.segments(sound)) == []


def test_an_answer_survives_json() -> None:
    found = vizsla.listen((noise(0.5), RATE))
    assert vizsla.Answer.from_dict(json.loads(found.to_json())) == found
    assert isinstance(found, vizsla.Transcription)


def test_progress_is_told_in_seconds_of_the_sound() -> None:
    told: list[tuple[int, int]] = []
    vizsla.listen(
        Sound(noise(25.0, 0.001), RATE), progress=lambda each: told.append((each.done, each.total))
    )
    assert told[-1] == (25, 25)
    assert told == sorted(told)
    assert {total for _, total in told} == {25}


def test_a_heat_map_is_refused() -> None:
    with pytest.raises(errors.OptionError, match="segments"):
        vizsla.listen.explain((noise(0.1), RATE))


def test_a_closed_function_says_so() -> None:
    with vizsla.load("listen") as function:
        function.warm_up()
    with pytest.raises(errors.FunctionClosedError):
        function.segments((noise(0.1), RATE))
