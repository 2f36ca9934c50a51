"""``vizsla listen`` prints a transcript, as text, JSON or subtitles."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from speech.spoken import FIRST, SECOND, two_sentences
from vizsla.modalities.audio.sound import Sound
from vizsla.speech.compare_words import word_errors
from vizsla.speech.model_files import model_file

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

MOST = 0.2  # of the words may be wrong


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    """A file with two seconds of silence."""
    Sound(np.zeros(32_000, np.float32), 16_000).save(tmp_path / "silence.wav")
    return tmp_path / "silence.wav"


def test_a_sound_without_words_says_so(run: Run, silence: Path) -> None:
    assert run("listen", "silence.wav").stdout.startswith("no words  0.")
    assert run("listen", "-", stdin=silence.read_bytes()).stdout.startswith("no words  0.")
    found = json.loads(run("listen", "silence.wav", "--json").stdout)
    assert (found["answer"], found["segments"], found["seconds"]) == (None, [], 2.0)


def test_speech_is_printed_as_text_and_as_subtitles(run: Run, tmp_path: Path) -> None:
    two_sentences().save(tmp_path / "memo.wav")
    said, *segments = run("listen", "memo.wav").stdout.splitlines()
    assert word_errors(f"{FIRST} {SECOND}", said.split("  ")[0]).rate <= MOST
    starts = [float(each.split("-")[0]) for each in segments]
    assert starts == pytest.approx([0.5, 5.5], abs=1)
    assert run("listen", "memo.wav", "--srt").stdout.startswith("1\n00:00:00,")
    answer = json.loads(run("listen", "memo.wav", "--json").stdout)["answer"]
    assert answer == said.split("  ")[0]


def test_subtitles_of_silence_are_empty(run: Run, silence: Path) -> None:
    assert run("listen", silence, "--vtt").stdout == "WEBVTT\n"
    assert run("listen", "-", "--srt", stdin=silence.read_bytes()).stdout.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--microphone"),
        (["silence.wav", "--srt", "--json"], "one of them"),
        (["silence.wav", "--microphone"], "neither sounds"),
        (["silence.wav", "silence.wav", "--vtt"], "once for each"),
        (["silence.wav", "--copy-models", "models"], "give it alone"),
        (["--copy-models", "models", "--threshold", "0.5"], "give it alone"),
        (["--copy-models", "models", "--skip", "1"], "give it alone"),
        (["--copy-models", "models", "--allow-private-urls"], "give it alone"),
        (["--copy-models", "models", "--vtt"], "give it alone"),
    ],
)
@pytest.mark.usefixtures("silence")
def test_a_wrong_call_says_what_is_right(run: Run, arguments: list[str], said: str) -> None:
    assert said in run("listen", *arguments, code=2).stderr


def test_the_models_are_copied_for_javascript(run: Run, tmp_path: Path) -> None:
    lines = run("listen", "--copy-models", "public/models").stdout.splitlines()
    assert sorted(lines) == sorted(
        f"public/models/{name}.gz"
        for name in (
            *("moonshine-base/encoder.onnx", "moonshine-base/decoder.onnx"),
            *("moonshine-base/word-pieces.bin", "silero-vad.onnx"),
        )
    )
    for each in lines:
        name = each.removeprefix("public/models/").removesuffix(".gz")
        assert gzip.decompress((tmp_path / each).read_bytes()) == model_file(name)


def test_a_file_that_is_no_sound_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "memo.wav").write_bytes(b"no sound")
    assert "is not a sound" in run("listen", "memo.wav", code=1).stderr
    assert "is not a sound" in run("listen", "memo.wav", "--srt", code=1).stderr


def test_the_function_is_listed_and_has_a_card(run: Run) -> None:
    assert "listen" in run("functions").stdout
    assert "English alone" in run("card", "listen").stdout
