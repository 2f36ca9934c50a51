"""Programs of Azure's speech to text for short sounds get their results from a server of ours."""

from __future__ import annotations

import numpy as np
import pytest

import vizsla
from server.running_server import thread
from speech.spoken import two_sentences
from vizsla.modalities.audio.sound import Sound
from vizsla.workspace import Workspace

pytestmark = pytest.mark.usefixtures("home")
SILENCE = Sound(np.zeros(32_000, np.float32), 16_000).to_wav()
PATH = "/speech/recognition/conversation/cognitiveservices/v1"
KEY = "Ocp-Apim-Subscription-Key"
WAV = {"Content-Type": "audio/wav; codecs=audio/pcm; samplerate=16000", KEY: "any"}


@pytest.mark.parametrize("form", ["simple", "detailed"])
def test_silence_is_said_to_be_silence(form: str) -> None:
    options = {"language": "en-US", "format": form, "profanity": "masked"}
    with thread() as (client, _):
        found = client.post(PATH, params=options, headers=WAV, content=SILENCE)
    assert found.status_code == 200
    assert found.json() == {
        "RecognitionStatus": "InitialSilenceTimeout",
        "Offset": 0,
        "Duration": 20_000_000,
    }
    assert found.headers["vizsla-function"] == "listen@1"


def test_speech_is_displayed_and_has_a_confidence() -> None:
    memo = two_sentences().to_wav()
    expected = vizsla.listen(memo, words=False)
    with thread() as (client, _):
        simple, detailed = (
            client.post(PATH, params={"format": form}, headers=WAV, content=memo).json()
            for form in ("simple", "detailed")
        )
    assert simple["RecognitionStatus"] == detailed["RecognitionStatus"] == "Success"
    assert simple["DisplayText"] == expected.answer
    assert simple["Offset"] == round(expected.segments[0].start * 10_000_000)
    (best,) = detailed["NBest"]
    assert (best["Display"], best["Confidence"]) == (expected.answer, expected.score)


def test_a_sound_in_pieces_is_taken() -> None:
    with thread() as (client, _):
        pieces = (SILENCE[at : at + 1_024] for at in range(0, len(SILENCE), 1_024))
        found = client.post(PATH, headers={**WAV, "Expect": "100-continue"}, content=pieces)
    assert found.json()["RecognitionStatus"] == "InitialSilenceTimeout"


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        (f"{PATH}?language=de-DE", SILENCE, 400),
        (f"{PATH}?format=short", SILENCE, 400),
        (f"{PATH}?wordLevelTimestamps=true", SILENCE, 400),
        (PATH, b"", 400),
        (PATH, b"no sound", 400),
        (PATH.replace("conversation", "batch"), SILENCE, 404),
        ("/speech/other", SILENCE, 404),
    ],
)
def test_what_the_server_has_not_is_an_error(path: str, content: bytes, status: int) -> None:
    with thread() as (client, _):
        found = client.post(path, headers=WAV, content=content)
    assert found.status_code == status
    assert found.json()["error"].keys() == {"code", "message"}


def test_a_key_is_sent_in_its_own_header() -> None:
    with Workspace.open() as workspace:
        key = workspace.keys.new("shop", functions=["listen"])
    with thread(needs_keys=True) as (client, _):
        for secret, status in ((key, 200), (f"{key}x", 401)):
            found = client.post(PATH, headers={**WAV, KEY: secret}, content=SILENCE)
            assert found.status_code == status
