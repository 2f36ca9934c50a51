"""OpenAI's own client for Python gets speech from a server of ours."""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from openai import BadRequestError, OpenAI

from server.running_server import thread
from vizsla.modalities.audio.load_sound import load_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("home")


@contextmanager
def client() -> Iterator[OpenAI]:
    """Run a server, and yield the client of it."""
    with (
        thread() as (http, _),
        OpenAI(base_url=f"{http.base_url}/v1", api_key="any", max_retries=0) as openai,
    ):
        yield openai


@pytest.mark.parametrize(("form", "start"), [("mp3", b"\xff"), ("flac", b"fLaC"), ("wav", b"RIFF")])
def test_a_text_becomes_a_sound_in_the_format_asked_for(form: str, start: bytes) -> None:
    with client() as openai:
        found = openai.audio.speech.create(
            model="tts-1", voice="alloy", input="A dog.",
            response_format=form,  # type: ignore[arg-type] # one of theirs
        )  # fmt: skip
    assert found.content.startswith(start)
    assert 0.3 < len(load_sound(found.content)) / 16_000 < 2


def test_samples_come_while_the_rest_is_made() -> None:
    with (
        client() as openai,
        openai.audio.speech.with_streaming_response.create(
            model="tts-1", voice="fable", input="A dog. A cat.", response_format="pcm", speed=1.5
        ) as response,
    ):
        parts = [*response.iter_bytes(1 << 20)]
    assert len(b"".join(parts)) % 2 == 0
    assert 0.5 < len(b"".join(parts)) / 48_000 < 3


def test_events_carry_the_sound_in_base64() -> None:
    with thread() as (http, _):
        body = {"input": "A dog.", "response_format": "wav", "stream_format": "sse"}
        found = http.post("/v1/audio/speech", json=body)
    events = [json.loads(each[6:]) for each in found.text.strip().split("\n\n")]
    sound = b"".join(base64.b64decode(each["audio"]) for each in events[:-1])
    assert sound.startswith(b"RIFF")
    assert len(load_sound(sound)) > 4_000
    assert events[-1]["type"] == "speech.audio.done"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"voice": "nobody"}, "heart"),
        ({"response_format": "aac"}, "flac"),
        ({"speed": 4}, "0.5 to 2"),
        ({"speed": 10**400}, "0.5 to 2"),
        ({"input": "你好"}, "no words"),
        ({"input": "a" * 5_000}, "4,096"),
        ({"stream_format": "news"}, "sse"),
    ],
)
def test_what_is_wrong_is_told_in_openais_form(options: dict[str, object], words: str) -> None:
    with client() as openai, pytest.raises(BadRequestError, match=words) as caught:
        openai.audio.speech.create(
            **{"model": "tts-1", "voice": "alloy", "input": "A dog.", **options}  # type: ignore[arg-type]
        )
    assert caught.value.code
