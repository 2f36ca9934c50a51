"""vizsla.speak: a text becomes a sound, with a score and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

import vizsla
from run_coroutine import run_coroutine
from vizsla.errors import InputTooLargeError, OptionError
from vizsla.speech.compare_words import word_errors

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "A dog."


def test_the_answer_is_a_sound_and_the_score_is_that_of_the_card(tmp_path: Path) -> None:
    found = vizsla.speak(TEXT)
    sound, score = found
    assert (sound.rate, sound.samples.dtype, sound.samples.ndim) == (24_000, np.float32, 1)
    assert 0.3 < sound.seconds < 2
    measured = vizsla.speak.manifest.test
    assert measured is not None
    assert score == measured.accuracy
    assert not found.calibrated
    assert not found.sure
    sound.save(tmp_path / "dog.wav")
    assert (tmp_path / "dog.wav").read_bytes()[:4] == b"RIFF"
    assert found._repr_html_().startswith("<audio")
    assert str(found).endswith(f"s of sound ({score:.2f})")


def test_an_answer_goes_through_json() -> None:
    found = vizsla.speak(TEXT, voice="george")
    again = vizsla.Answer.from_dict(json.loads(found.to_json()))
    assert isinstance(again, vizsla.Synthesis)
    assert (again.voice, again.score) == ("george", found.score)
    np.testing.assert_allclose(again.answer.samples, found.answer.samples, atol=1e-4)


@pytest.mark.parametrize("rate", [0, -1, 48_000, 999_999_937, 10**400])
def test_a_value_whose_rate_is_not_that_of_its_sound_is_refused(rate: int) -> None:
    value = vizsla.speak(TEXT).to_dict()
    value["sound"]["rate"] = rate
    with pytest.raises(OptionError, match="rate"):
        vizsla.Answer.from_dict(value)


def test_parts_come_one_by_one() -> None:
    parts = vizsla.speak.parts("A dog likes to run. A cat likes to sleep all day.")
    assert next(parts).seconds < 2
    assert len([*parts]) >= 1


def test_many_texts_are_spoken_in_order() -> None:
    short, long = vizsla.speak([TEXT, "A dog and a cat."], speed=1.5)
    assert short.answer.seconds < long.answer.seconds
    assert run_coroutine(vizsla.speak.acall(TEXT)).voice == "heart"


def test_a_sound_that_is_checked_is_heard() -> None:
    text = "The old man fed the pigeons in the square."
    found = vizsla.speak(text, check=True)
    assert found.checked is not None
    assert word_errors(text, found.checked).rate < 0.4
    assert found.score > 0.6
    assert found.sure == (found.score >= 0.95)


@pytest.mark.parametrize(
    "options", [{"speed": 3}, {"speed": "fast"}, {"speed": True}, {"voice": "nobody"}]
)
def test_an_option_out_of_range_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=next(iter(options))):
        vizsla.speak(TEXT, **options)  # type: ignore[call-overload]


def test_pauses_may_not_fill_the_memory() -> None:
    with pytest.raises(InputTooLargeError, match="30 minutes"):
        vizsla.speak("<speak>" + '<break time="10s"/>' * 181 + "</speak>", ssml=True)


def test_a_long_text_is_for_parts() -> None:
    with pytest.raises(InputTooLargeError, match="parts"):
        vizsla.speak("A dog. " * 3_000)
