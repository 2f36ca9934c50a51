"""JavaScript takes the steps of listening around the models as Python does."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from vizsla.modalities.audio.resample import Resampler
from vizsla.speech.listening.moonshine import Heard
from vizsla.speech.listening.repetitions import without_repetitions
from vizsla.speech.listening.segment_score import piece_features, segment_score
from vizsla.speech.listening.speech_pieces import SpeechCutter, SpeechPiece
from vizsla.speech.listening.speech_tokens import SpeechTokens
from vizsla.speech.listening.voice_activity import RATE, STEP
from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[object], Any]


@pytest.fixture
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("listening")


@pytest.mark.parametrize("block", [512, 10_000, 65_536])
@pytest.mark.parametrize("seed", range(30))
def test_a_sound_is_cut_at_the_same_places(ask: Ask, seed: int, block: int) -> None:
    rng = np.random.default_rng(seed)
    length = int(rng.integers(0, 60 * RATE))
    # Speech and pauses of many lengths; and some voices that hardly ever pause.
    lengths = rng.geometric(1 / rng.choice([6, 40, 400]), 2_000)
    speaks = np.repeat(np.arange(len(lengths)) % 2 == seed % 2, lengths)[: length // STEP + 50]
    voice = np.where(speaks, rng.uniform(0.4, 1, len(speaks)), rng.uniform(0, 0.6, len(speaks)))
    voice = voice.astype(np.float32)
    places = np.arange(length, dtype=np.float32)
    given = 0

    def probabilities(block: np.ndarray) -> np.ndarray:
        nonlocal given
        # As the detector does: whole steps alone.
        before, given = given // STEP, given + len(block)
        return voice[before : given // STEP]

    cutter = SpeechCutter(probabilities)
    pieces: list[SpeechPiece] = []
    for at in range(0, length, block):
        pieces += cutter.push(places[at : at + block])
    pieces += cutter.end()
    expected = [
        [round(each.start * RATE), len(each.samples), float(each.samples[0]), each.speech]
        for each in pieces
    ]
    found = ask({"step": "cut", "length": length, "voice": voice.tolist()})
    assert [each[:3] for each in found] == [each[:3] for each in expected]
    assert [each[3] for each in found] == pytest.approx([each[3] for each in expected], abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_the_same_repetitions_are_left_out(ask: Ask, seed: int) -> None:
    rng = np.random.default_rng(seed)
    words = ["the", "The,", "dog", "ran.", "ÉTÉ", "no"]
    phrases = [" ".join(rng.choice(words, rng.integers(1, 9))) for _ in range(4)]
    text = " ".join(f"{each} " * int(rng.integers(1, 7)) for each in phrases)
    assert ask({"step": "repetitions", "text": text}) == [*without_repetitions(text)]


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 47_999])
@pytest.mark.parametrize("length", [1, 500, 5_000])
def test_the_rate_is_changed_in_the_same_way(ask: Ask, rate: int, length: int) -> None:
    samples = np.random.default_rng(rate).uniform(-1, 1, length).astype(np.float32)
    resampler = Resampler(rate, RATE)
    expected = np.concatenate([resampler.push(samples), resampler.end()])
    request = {"step": "resample", "samples": samples.tolist(), "from": rate, "to": RATE}
    assert ask(request) == expected.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_the_score_of_a_segment_is_the_same(ask: Ask, seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 40))
    likelihoods = (-rng.exponential(0.5, count)).tolist()
    tokens = count - int(rng.integers(0, 2))
    length, speech, repeats = int(rng.integers(1, 14 * RATE)), float(rng.random()), seed % 3 == 0
    piece = SpeechPiece(0, np.zeros(length, np.float32), np.array([speech]))
    heard = Heard("", (5,) * tokens, tuple(likelihoods))
    endless = repeats or not heard.ended
    expected = segment_score(piece_features(piece, heard), endless=endless)
    found = ask(
        {
            "step": "score",
            "length": length,
            "speech": speech,
            "tokens": tokens,
            "likelihoods": likelihoods,
            "repeats": repeats,
        }
    )
    assert found["right"] == pytest.approx(expected.right, abs=1e-12)
    assert found["understood"] == pytest.approx(expected.understood, abs=1e-12)


def test_tokens_are_the_same_text(ask: Ask) -> None:
    vocabulary = model_file("moonshine-base/word-pieces.bin")
    tokens = SpeechTokens(vocabulary)
    rng = np.random.default_rng(0)
    coded = base64.b64encode(vocabulary).decode()
    for count in (0, 1, 5, 50, 500):
        numbers = rng.integers(0, len(tokens), count).tolist()
        found = ask({"step": "text", "vocabulary": coded, "numbers": numbers})
        assert found == tokens.text(numbers)


@pytest.mark.parametrize("rate", [RATE, 44_100, 48_000])
def test_seconds_are_rounded_to_the_same_milliseconds(ask: Ask, rate: int) -> None:
    counts = [17_000, *range(0, 200_000, 37), *range(500, 200_000, 500)]
    found = ask({"step": "milliseconds", "counts": counts, "rate": rate})
    assert found == [round(count / rate, 3) for count in counts]
