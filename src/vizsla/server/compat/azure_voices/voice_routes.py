"""The routes of Azure's text to speech: SSML becomes sound, and the list of voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import InputFormatError, RequestError
from vizsla.server.answer_request import read_request
from vizsla.server.compat.azure_voices.azure_voices_shape import ROOT
from vizsla.server.compat.azure_voices.output_formats import DEFAULT_FORMAT, output_format
from vizsla.server.request_body import while_connected
from vizsla.server.require_key import check_function, require_key
from vizsla.server.service import Service
from vizsla.server.sound_responses import SpokenStream
from vizsla.speech.speaking.voices import VOICES

if TYPE_CHECKING:
    from vizsla.modalities.audio.sound import Sound
    from vizsla.speech.speaking.voices import Voice

__all__ = ["ROUTER", "SPEAK", "VOICE_LIST"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
SPEAK = f"{ROOT}/v1"
VOICE_LIST = f"{ROOT}/voices/list"
SPEAKER = "speak"
FORMAT = "X-Microsoft-OutputFormat"


@ROUTER.post(SPEAK)
async def speak(request: Request) -> Response:
    """Speak SSML."""
    chosen = output_format(request.headers.get(FORMAT, DEFAULT_FORMAT))
    check_function(request, SPEAKER)
    served = await Service.of(request).find(SPEAKER)
    request.scope["function"] = served.title
    # Imported here: NumPy takes 0.1 s, and a server shall start fast.
    from vizsla.modalities.audio.encoded_sound import (  # noqa: PLC0415
        encoded_sound,
        sound_file_named,
    )

    file = sound_file_named(chosen.file)

    def encode(sound: Sound) -> bytes:
        return encoded_sound(_at_rate(sound, chosen.rate), file)

    async with read_request(request, _read_ssml) as ssml:
        stream = SpokenStream(request, served, ssml, {"ssml": True})
        await stream.begin()
        content = await while_connected(request, stream.whole(encode))
    headers = {"Vizsla-Function": served.title}
    return Response(content, headers=headers, media_type=file.media_type)


@ROUTER.get(VOICE_LIST)
async def list_voices(request: Request) -> list[dict[str, Any]]:
    """Return the voices."""
    check_function(request, SPEAKER)
    return [_described(each) for each in VOICES.values()]


def _read_ssml(body: bytes, _content_type: str) -> str:
    if not body:
        raise RequestError("the body is empty; send SSML in it")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise InputFormatError("the SSML is not in UTF-8; send it in that") from error


def _described(voice: Voice) -> dict[str, Any]:
    name = voice.name.title()
    return {
        "Name": f"Vizsla ({voice.accent}, {name})",
        "DisplayName": name,
        "LocalName": name,
        "ShortName": voice.short_name,
        "Gender": voice.gender.title(),
        "Locale": voice.accent,
        "LocaleName": f"English ({'United Kingdom' if voice.british else 'United States'})",
        "SampleRateHertz": "24000",
        "VoiceType": "Neural",
        "Status": "GA",
    }


def _at_rate(sound: Sound, rate: int) -> Sound:
    if sound.rate == rate:
        return sound
    import numpy as np  # noqa: PLC0415 - a server shall start fast

    from vizsla.modalities.audio.resample import Resampler  # noqa: PLC0415
    from vizsla.modalities.audio.sound import Sound  # noqa: PLC0415

    resampler = Resampler(sound.rate, rate)
    samples = np.concatenate([resampler.push(sound.samples), resampler.end()])
    return Sound(samples, rate)
