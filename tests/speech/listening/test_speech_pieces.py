"""Sounds are cut into pieces of speech: at pauses, never too long, and no speech is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.speech.listening.speech_pieces import SpeechCutter, SpeechPiece
from vizsla.speech.listening.voice_activity import RATE, STEP, VoiceActivity

LONGEST = 14.0  # seconds


def cut(sound: np.ndarray, size: int, **options: object) -> list[SpeechPiece]:
    cutter = SpeechCutter(**options)  # type: ignore[arg-type]
    pieces = []
    for at in range(0, len(sound), size):
        pieces += cutter.push(sound[at : at + size])
    return pieces + cutter.end()


def loud(block: np.ndarray) -> np.ndarray:
    """Return 1 for each step that begins with a sample that is not 0."""
    return (block[::STEP] != 0).astype(np.float32)


stretches = st.lists(st.tuples(st.integers(1, 700), st.integers(0, 60)), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(stretches=stretches, block=st.integers(1, 40))
def test_all_speech_is_in_exactly_one_piece(stretches: list[tuple[int, int]], block: int) -> None:
    steps = np.concatenate([[1.0] * speech + [0.0] * pause for speech, pause in stretches])
    place = np.arange(1, len(steps) * STEP + 1, dtype=np.float32)
    sound = (place * np.repeat(steps, STEP)).astype(np.float32)  # each sample has its own value
    pieces = cut(sound, block * STEP, voice=loud)
    kept = np.concatenate([each.samples for each in pieces])
    np.testing.assert_array_equal(kept[kept != 0], sound[sound != 0])
    for each in pieces:
        start = round(each.start * RATE)
        np.testing.assert_array_equal(each.samples, sound[start : start + len(each.samples)])
        assert each.end - each.start <= LONGEST + 0.5


def test_a_pause_ends_a_piece() -> None:
    sound = np.ones(600 * STEP, np.float32)
    sound[7 * RATE : 8 * RATE] = 0
    first, second, *_ = cut(sound, 30 * STEP, voice=loud)
    assert first.end == pytest.approx(7.2, abs=0.1)
    assert second.start == pytest.approx(7.5, abs=0.35)


@pytest.mark.parametrize("loudness", [0.0, 0.001, 0.1])
def test_there_is_no_speech_in_silence_and_noise(loudness: float) -> None:
    noise = np.random.default_rng(7).standard_normal(6 * RATE).astype(np.float32) * loudness
    assert cut(noise, RATE) == []


def test_hours_of_silence_take_no_time_and_what_follows_is_heard_as_before() -> None:
    random = np.random.default_rng(4)
    sound = (random.standard_normal(2 * RATE) * 0.1).astype(np.float32)
    quiet = np.zeros(64 * STEP, np.float32)
    voice, other = VoiceActivity(), VoiceActivity()
    for _ in range(3_600):
        voice.push(np.zeros(10 * RATE // STEP * STEP, np.float32))
    other.push(quiet)
    np.testing.assert_array_equal(voice.push(sound), other.push(sound))
