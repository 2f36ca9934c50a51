"""OpenAI's own client for Python gets its transcriptions from a server of ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import openai
import pytest

import vizsla
from server.running_server import thread
from speech.spoken import two_sentences
from vizsla.modalities.audio.sound import Sound
from vizsla.speech.listening.subtitles import as_srt, as_vtt
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("home")
SILENCE = Sound(np.zeros(32_000, np.float32), 16_000).to_wav()


@contextmanager
def client(key: str = "any", **settings: Any) -> Iterator[openai.OpenAI]:
    """Run a server, and yield the client of it."""
    with (
        thread(**settings) as (http, _),
        openai.OpenAI(api_key=key, base_url=f"{http.base_url}/v1", max_retries=0) as made,
    ):
        yield made


def test_a_sound_without_words_has_an_empty_text_in_each_form() -> None:
    with client() as made:
        plain, text, srt, vtt, verbose = (
            made.audio.transcriptions.create(
                file=("memo.wav", SILENCE), model="whisper-1", response_format=form
            )
            for form in ("json", "text", "srt", "vtt", "verbose_json")
        )
    assert plain.text == ""
    assert plain.usage.seconds == 2
    assert (text, srt, vtt) == ("\n", "", "WEBVTT\n")
    assert (verbose.text, verbose.language, verbose.duration) == ("", "english", 2.0)
    assert verbose.segments == []


def test_speech_has_its_words_in_each_form() -> None:
    memo = two_sentences().to_wav()
    expected = vizsla.listen(memo)
    with client() as made:
        plain, text, srt, vtt, verbose = (
            made.audio.transcriptions.create(
                file=("memo.wav", memo),
                model="whisper-1",
                response_format=form,
                timestamp_granularities=["word", "segment"],
            )
            for form in ("json", "text", "srt", "vtt", "verbose_json")
        )
    assert plain.text == verbose.text == expected.answer
    assert text == f"{expected.answer}\n"
    assert (srt, vtt) == (as_srt(expected.segments), as_vtt(expected.segments))
    assert [each.text for each in verbose.segments] == [each.text for each in expected.segments]
    assert [(each.word, each.start, each.end) for each in verbose.words] == [
        (word.text, word.start, word.end) for each in expected.segments for word in each.words
    ]


def test_what_the_server_has_not_is_refused_as_openai_refuses() -> None:
    with client() as made:
        create = made.audio.transcriptions.create
        for options in ({"language": "de"}, {"response_format": "diarized_json"}, {"stream": True}):
            with pytest.raises(openai.BadRequestError) as caught:
                create(file=("memo.wav", SILENCE), model="whisper-1", **options)  # type: ignore[call-overload]
            assert caught.value.body["type"] == "invalid_request_error"  # type: ignore[index]
            assert caught.value.code == "invalid_value"
        with pytest.raises(openai.BadRequestError) as caught:
            create(file=("memo.wav", b"no sound"), model="whisper-1")
        assert "is not a sound" in caught.value.message
        with (
            pytest.warns(DeprecationWarning, match="deprecated"),
            pytest.raises(openai.NotFoundError),
        ):
            made.audio.translations.create(file=("memo.wav", SILENCE), model="whisper-1")


def test_hints_that_change_nothing_are_taken() -> None:
    with client() as made:
        found = made.audio.transcriptions.create(
            file=("memo.wav", SILENCE),
            model="gpt-4o-transcribe",
            language="en",
            prompt="Names: Vizsla",
            temperature=0,
            response_format="verbose_json",
            timestamp_granularities=["word"],
        )
    assert (found.words, found.segments) == ([], None)


def test_a_key_is_sent_as_its_programs_send_it() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=["listen"])
        other = workspace.keys.new("other", functions=["dog-breeds"])
    with thread(needs_keys=True) as (http, _):
        for secret, error in ((key, None), ("wrong", 401), (other, 403)):
            made = openai.OpenAI(api_key=secret, base_url=f"{http.base_url}/v1", max_retries=0)
            with made:
                if error is None:
                    made.audio.transcriptions.create(file=("a.wav", SILENCE), model="whisper-1")
                    continue
                with pytest.raises(openai.APIStatusError) as caught:
                    made.audio.transcriptions.create(file=("a.wav", SILENCE), model="whisper-1")
                assert caught.value.status_code == error
