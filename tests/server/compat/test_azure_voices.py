"""Programs of Azure's text to speech get sounds and voices from a server of ours."""

from __future__ import annotations

import time

import httpx
import pytest

from server.running_server import TIMEOUT, thread
from vizsla.modalities.audio.load_sound import load_sound

pytestmark = pytest.mark.usefixtures("home")
SSML = (
    "<speak version='1.0' xml:lang='en-US'><voice xml:lang='en-US' xml:gender='Male' "
    "name='en-US-GuyNeural'>A dog.</voice></speak>"
)
FORMAT = "X-Microsoft-OutputFormat"


@pytest.mark.parametrize(
    ("form", "start", "kind"),
    [
        ("riff-24khz-16bit-mono-pcm", b"RIFF", "audio/wav"),
        ("riff-16khz-16bit-mono-pcm", b"RIFF", "audio/wav"),
        ("ogg-24khz-16bit-mono-opus", b"OggS", "audio/ogg"),
    ],
)
def test_ssml_becomes_a_sound_in_the_format_asked_for(form: str, start: bytes, kind: str) -> None:
    with thread() as (client, _):
        found = client.post(
            "/cognitiveservices/v1", content=SSML,
            headers={FORMAT: form, "Content-Type": "application/ssml+xml"},
        )  # fmt: skip
    assert found.status_code == 200
    assert found.headers["content-type"] == kind
    assert found.content.startswith(start)
    assert 0.3 < len(load_sound(found.content)) / 16_000 < 2


def test_the_voices_are_listed_with_the_names_that_ssml_takes() -> None:
    with thread() as (client, _):
        voices = client.get("/cognitiveservices/voices/list").json()
        name = voices[-1]["ShortName"]
        found = client.post("/cognitiveservices/v1", content=SSML.replace("en-US-GuyNeural", name))
    assert {each["Gender"] for each in voices} == {"Female", "Male"}
    assert {each["Locale"] for each in voices} == {"en-US", "en-GB"}
    assert found.status_code == 200


@pytest.mark.parametrize(
    ("content", "headers", "words"),
    [
        (SSML, {FORMAT: "riff-1hz"}, "riff-24khz"),
        (SSML.replace("Guy", "Nobody"), {}, "heart"),
        ("<speak>", {}, "SSML"),
        ("", {}, "empty"),
    ],
)
def test_what_is_wrong_is_told_in_azures_form(
    content: str, headers: dict[str, str], words: str
) -> None:
    with thread() as (client, _):
        found = client.post("/cognitiveservices/v1", content=content, headers=headers)
    assert found.status_code == 400
    assert words in found.json()["error"]["message"]


def test_a_key_is_taken_from_azures_header(home: object) -> None:
    del home
    with thread(needs_keys=True) as (client, _):
        assert client.get("/cognitiveservices/voices/list").status_code == 401


def test_a_caller_that_leaves_ends_the_work() -> None:
    with thread(workers=1) as (client, service):
        long = SSML.replace("A dog.", "A dog runs. " * 1_500)
        with pytest.raises(httpx.ReadTimeout):
            client.post("/cognitiveservices/v1", content=long, timeout=3)
        until = time.monotonic() + TIMEOUT
        while (service.queue.requests or service.queue.jobs) and time.monotonic() < until:
            time.sleep(0.05)
        assert (service.queue.requests, service.queue.jobs) == (0, 0)


def test_a_file_of_more_than_ten_minutes_is_refused() -> None:
    with thread() as (client, _):
        long = SSML.replace("A dog.", "<break time='10s'/>" * 61)
        found = client.post("/cognitiveservices/v1", content=long)
    assert found.status_code == 400
    assert "10 minutes" in found.text
