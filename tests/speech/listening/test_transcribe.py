"""A sound becomes segments of text; where nobody speaks, no words are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from vizsla.answer_parts import SpeechSegment
from vizsla.errors import CancelledError
from vizsla.speech.listening.speech_pieces import SpeechPiece
from vizsla.speech.listening.transcribe import hear_piece, transcribe
from vizsla.speech.listening.voice_activity import RATE, STEP
from vizsla.unwanted_work import while_wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray


def tones(seconds: float) -> NDArray[np.float32]:
    """Return a chord that fades in and out four times a second, as syllables do."""
    time = np.arange(round(seconds * RATE)) / RATE
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330))
    return (0.1 * chord * (1 + np.sin(2 * np.pi * 4 * time))).astype(np.float32)


def noise(seconds: float) -> NDArray[np.float32]:
    size = round(seconds * RATE)
    return (np.random.default_rng(5).standard_normal(size) * 0.1).astype(np.float32)


def silence(seconds: float) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.parametrize("make", [tones, noise, silence])
def test_no_words_are_invented_where_nobody_speaks(make: object) -> None:
    sound = make(8.0)  # type: ignore[operator]
    found = list(transcribe([sound[:50_000], sound[50_000:]]))
    assert [each.text for each in found if each.text is not None] == []


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("seconds", [0.05, 12.0])
def test_a_piece_that_sounds_like_speech_and_is_none_has_no_text(
    seconds: float, *, words: bool
) -> None:
    sound = noise(seconds)
    piece = SpeechPiece(3.0, sound, np.full(max(1, len(sound) // STEP), 0.5, np.float32))
    found = hear_piece(piece, words=words)
    assert found == SpeechSegment(3.0, 3.0 + seconds, None, found.score)
    assert found.score > 0.5


def test_an_empty_sound_has_no_segments() -> None:
    assert list(transcribe([])) == []
    assert list(transcribe([np.zeros(1, np.float32)])) == []


def test_listening_ends_between_two_blocks_when_nobody_waits() -> None:
    wanted = iter([True, False])
    with while_wanted(lambda: next(wanted)), pytest.raises(CancelledError):
        list(transcribe([silence(0.5)] * 9))
