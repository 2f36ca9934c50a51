"""The route of OpenAI's text to speech."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from vizsla.server.answer_request import read_request
from vizsla.server.compat.openai.openai_shape import ROOT
from vizsla.server.compat.openai.spoken_body import read_spoken_body
from vizsla.server.request_body import while_connected
from vizsla.server.require_key import check_function, require_key
from vizsla.server.service import Service
from vizsla.server.sound_responses import SpokenStream, wav_start

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vizsla.modalities.audio.encoded_sound import SoundFile

__all__ = ["ROUTER", "SPEECH"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
SPEECH = f"{ROOT}/speech"
SPEAKER = "speak"
_RATE = 24_000
_EVENTS = "text/event-stream"


@ROUTER.post(SPEECH)
async def speech(request: Request) -> Response:
    """Speak a text: WAV and bare samples come part by part, as they are made."""
    # Imported here: NumPy takes 0.1 s, and a server shall start fast.
    from vizsla.modalities.audio.encoded_sound import (  # noqa: PLC0415
        encoded_sound,
        sound_file_named,
    )

    check_function(request, SPEAKER)
    served = await Service.of(request).find(SPEAKER)
    request.scope["function"] = served.title
    async with read_request(request, read_spoken_body) as body:
        file = sound_file_named(body.form)
        options = {"voice": body.voice, "speed": body.speed}
        stream = SpokenStream(request, served, body.text, options)
        await stream.begin()
    headers = {"Vizsla-Function": served.title}
    if file.container and not body.events:
        encode = partial(encoded_sound, file=file)
        content = await while_connected(request, stream.whole(encode))
        return Response(content, headers=headers, media_type=file.media_type)
    chunks = _chunks(stream, file)
    if body.events:
        return StreamingResponse(_events(chunks), headers=headers, media_type=_EVENTS)
    return StreamingResponse(chunks, headers=headers, media_type=file.media_type)


async def _chunks(stream: SpokenStream, file: SoundFile) -> AsyncIterator[bytes]:
    """Yield a file's bytes as they are made; at once where its format has no parts."""
    from vizsla.modalities.audio.encoded_sound import encoded_sound  # noqa: PLC0415 - NumPy

    if file.container:
        yield await stream.whole(partial(encoded_sound, file=file))
        return
    if file.name == "wav":
        yield wav_start(_RATE)
    async for part in stream.parts():
        yield part.to_pcm()


async def _events(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for each in chunks:
        yield _event({"type": "speech.audio.delta", "audio": base64.b64encode(each).decode()})
    usage = dict.fromkeys(("input_tokens", "output_tokens", "total_tokens"), 0)
    yield _event({"type": "speech.audio.done", "usage": usage})


def _event(value: dict[str, object]) -> bytes:
    return f"data: {json.dumps(value)}\n\n".encode()
