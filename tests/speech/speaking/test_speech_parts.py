"""A text becomes sound part by part, in each voice."""

from __future__ import annotations

import numpy as np
import pytest

from vizsla.errors import CancelledError, InputUnclearError, OptionError
from vizsla.speech.speaking.speech_parts import joined, said_words, speech_parts
from vizsla.speech.speaking.voices import VOICES, voice_named
from vizsla.unwanted_work import while_wanted


@pytest.mark.parametrize("voice", ["heart", "michael", "emma", "george"])
def test_a_voice_says_a_word(voice: str) -> None:
    sound = joined(speech_parts("Vizsla.", voice=voice))
    assert sound.rate == 24_000
    assert sound.samples.dtype == np.float32
    assert 0.3 < sound.seconds < 2
    assert 0.05 < np.abs(sound.samples).max() <= 1


def test_a_long_text_comes_in_parts_the_first_of_them_short() -> None:
    first, second = speech_parts("A dog. A cat.", voice="heart")
    assert max(first.seconds, second.seconds) < 2


def test_twice_the_speed_takes_about_half_the_time() -> None:
    usual = joined(speech_parts("A vizsla is a dog.", voice="heart"))
    quick = joined(speech_parts("A vizsla is a dog.", voice="heart", speed=2))
    assert 0.35 < quick.seconds / usual.seconds < 0.7


def test_ssml_pauses_and_changes_the_voice() -> None:
    ssml = '<speak>A<break time="1s"/><voice name="george">B</voice></speak>'
    one, pause, other = speech_parts(ssml, voice="heart", ssml=True)
    assert not pause.samples.any()
    assert pause.seconds == 1
    assert min(one.seconds, other.seconds) > 0.2


def test_the_words_that_are_said_are_told() -> None:
    assert said_words("It costs $5. Really!", voice="heart") == "It costs five dollars. Really!"


@pytest.mark.parametrize("text", ["你好", "...", "🙂"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(InputUnclearError, match="no words"):
        joined(speech_parts(text, voice="heart"))


def test_an_unknown_voice_names_the_known_ones() -> None:
    with pytest.raises(OptionError, match="heart, bella") as error:
        voice_named("haert")
    assert "did you mean 'heart'" in str(error.value)
    assert {each.accent for each in VOICES.values()} == {"en-US", "en-GB"}


def test_each_voice_of_openai_stands_for_one_of_ours() -> None:
    names = "alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse"
    assert all(voice_named(each).name in VOICES for each in names.split())


def test_speaking_ends_between_two_parts_when_nobody_waits() -> None:
    wanted = iter([True, True, False])
    parts = speech_parts("A dog. A cat.", voice="heart")
    with while_wanted(lambda: next(wanted)):
        next(parts)
        with pytest.raises(CancelledError):
            next(parts)
