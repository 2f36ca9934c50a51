"""A function that speaks answers over HTTP: as JSON, or as a sound file."""

from __future__ import annotations

import base64
import time

import pytest

import vizsla
from server.running_server import TIMEOUT, thread

pytestmark = pytest.mark.usefixtures("home")
PATH = "/v1/functions/speak:call"
TEXT = {"text": "A dog."}


def test_the_answer_is_json_with_the_sound_or_the_sound_alone() -> None:
    with thread() as (client, _):
        found = client.post(PATH, json=TEXT, params={"voice": "emma", "speed": "1.5"})
        sound = client.post(
            PATH,
            json=TEXT,
            params={"voice": "emma", "speed": "1.5"},
            headers={"Accept": "audio/wav"},
        )
    answer = vizsla.Answer.from_dict(found.json())
    assert isinstance(answer, vizsla.Synthesis)
    assert answer.voice == "emma"
    assert sound.headers["content-type"] == "audio/wav"
    assert sound.content == base64.b64decode(found.json()["answer"])


def test_what_is_wrong_is_told_also_to_who_asks_for_a_sound() -> None:
    with thread() as (client, _):
        found = client.post(
            PATH, json=TEXT, params={"voice": "nobody"}, headers={"Accept": "audio/wav"}
        )
        ssml = client.post(PATH, json={"text": "<speak>a"}, params={"ssml": "true"})
    assert found.status_code == 400
    assert "heart" in found.json()["detail"]
    assert "SSML" in ssml.json()["detail"]


def test_a_text_that_takes_too_long_gets_advice_and_frees_its_worker() -> None:
    with thread(seconds=2, workers=1) as (client, service):
        found = client.post(PATH, json={"text": "A dog runs. " * 1_500})
        assert found.status_code == 503
        assert "cut the text" in found.json()["detail"]
        until = time.monotonic() + TIMEOUT
        while service.queue.jobs and time.monotonic() < until:
            time.sleep(0.05)
        assert not service.queue.jobs
