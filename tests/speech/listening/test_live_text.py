"""What is said comes while it is spoken; where nobody speaks, nothing comes."""

from __future__ import annotations

import numpy as np
import pytest

import vizsla
from vizsla import errors
from vizsla.modalities.audio.sound import Sound
from vizsla.speech.listening.live_text import agreed_words


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ("", "it was the", 0),
        ("it was a", "it was the best", 2),
        ("It was the best of", "it was, the best of times", 4),
        ("a b", "x b c", 0),
        ("one", "one", 0),
    ],
)
def test_words_settle_where_two_hearings_agree(first: str, second: str, agreed: int) -> None:
    assert agreed_words(first.split(), second.split()) == agreed


def test_nothing_is_said_in_silence() -> None:
    silence = np.zeros(48_000, np.float32)
    assert list(vizsla.listen_live(Sound(silence, 16_000))) == []
    assert list(vizsla.listen_live(iter([silence[:1_600]] * 20))) == []
    assert list(vizsla.listen_live((silence, 16_000))) == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ([np.zeros(1_600, np.int16)], r"int16 \(1600,\).*float32"),
        ([np.zeros((1_600, 2), np.float32)], r"\(1600, 2\)"),
        ([0.5], "a block of the sound is float"),
        (np.zeros(1_600, np.float32), r"\(samples, 16000\)"),
        (7, "is not a sound"),
    ],
    ids=["int16", "two channels", "numbers", "bare array", "no sound"],
)
def test_what_is_no_block_of_sound_is_an_error_that_says_so(source: object, said: str) -> None:
    with pytest.raises(errors.InputTypeError, match=said):
        list(vizsla.listen_live(source))  # type: ignore[arg-type] # wrong on purpose


def test_a_computer_without_a_microphone_says_what_is_missing() -> None:
    with pytest.raises(
        (errors.MissingExtraError, errors.InputError), match=r"microphone|PortAudio|no such device"
    ):
        next(iter(vizsla.Microphone("no such device")))
