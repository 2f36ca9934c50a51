"""What somebody says is written down, with its times: here what ``vizsla.speak`` says."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest

import vizsla
from speech.spoken import FIRST, SECOND, two_sentences
from vizsla.modalities.audio.sound import Sound
from vizsla.speech.compare_words import word_errors

MOST = 0.2  # of the words may be wrong


def test_two_sentences_are_two_segments_with_their_times() -> None:
    sound = two_sentences()
    found = vizsla.listen(sound)
    first, second = found.segments
    assert word_errors(FIRST, first.text or "").rate <= MOST
    assert word_errors(SECOND, second.text or "").rate <= MOST
    assert found.answer == f"{first.text} {second.text}"
    assert found.alternatives[0].answer == found.answer
    assert min(first.score, second.score) <= found.score <= max(first.score, second.score)
    assert first.start < 0.8
    assert second.start - first.end > 1.0
    assert sound.seconds - second.end < 0.9
    assert found.seconds == pytest.approx(sound.seconds, abs=0.01)


def test_words_have_times_in_order_within_their_segment() -> None:
    for segment in vizsla.listen.segments(two_sentences()):
        assert " ".join(word.text for word in segment.words) == segment.text
        times = [time for word in segment.words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert segment.start <= times[0] <= times[-1] <= segment.end
        assert all(one.end <= two.start for one, two in pairwise(segment.words))
    without = vizsla.listen(two_sentences(), words=False)
    assert without.answer is not None
    assert all(each.words == () for each in without.segments)


@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_speech_at_another_rate_with_two_channels_is_heard_as_well(rate: int) -> None:
    sound = two_sentences()
    places = np.arange(0, len(sound.samples) - 1, sound.rate / rate)
    samples = np.interp(places, np.arange(len(sound.samples)), sound.samples)
    stereo = np.stack([samples, samples], axis=1).astype(np.float32)
    found = vizsla.listen((stereo, rate), words=False)
    assert word_errors(f"{FIRST} {SECOND}", found.answer or "").rate <= 1.5 * MOST


def test_the_score_falls_with_noise_and_loud_noise_has_no_words() -> None:
    sound = two_sentences()
    noise = np.random.default_rng(1).standard_normal(len(sound.samples)).astype(np.float32)
    clean, loud = (
        vizsla.listen(Sound(sound.samples + factor * noise, sound.rate), words=False)
        for factor in (0.0, 0.5)
    )
    assert clean.answer is not None
    assert loud.answer is None or loud.score < clean.score - 0.3


def test_a_transcription_survives_json_with_its_words() -> None:
    found = vizsla.listen(two_sentences())
    assert vizsla.Answer.from_dict(json.loads(found.to_json())) == found


def test_live_words_settle_while_they_are_spoken() -> None:
    parts = list(vizsla.listen_live(two_sentences()))
    ends = [each.segment for each in parts if each.segment is not None]
    assert len(ends) == 2
    settled = " ".join(each.settled for each in parts if each.settled)
    assert word_errors(f"{FIRST} {SECOND}", settled).rate <= 1.5 * MOST
    first_end = next(n for n, each in enumerate(parts) if each.segment is not None)
    before = parts[:first_end]
    assert sum(len(each.settled.split()) for each in before) >= len(FIRST.split()) // 2
