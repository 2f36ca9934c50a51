"""Reads the body of a request for speech as programs of OpenAI send it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vizsla.errors import OptionError, RequestError
from vizsla.server.json_body import parse_json_body

__all__ = ["MOST_CHARACTERS", "STREAMS", "SpokenBody", "read_spoken_body"]

MOST_CHARACTERS = 4_096  # OpenAI's own limit
STREAMS = ("audio", "sse")
_EXAMPLE = '{"model": "tts-1", "voice": "alloy", "input": "..."}'
_FIELDS = {
    "model": str,
    "input": str,
    "voice": str,
    "instructions": str,
    "response_format": str,
    "speed": int | float,
    "stream_format": str,
}


@dataclass(frozen=True, slots=True)
class SpokenBody:
    """What is asked for.

    Attributes:
        text: the text to speak.
        voice: the name of the voice.
        form: the name of the sound's format.
        speed: 1 as the voice speaks by itself.
        events: whether the sound comes as server-sent events.

    """

    text: str
    voice: str
    form: str
    speed: float
    events: bool


def read_spoken_body(body: bytes, _content_type: str) -> SpokenBody:
    """Read a body.

    Raises:
        RequestError: the body is no such JSON.
        OptionError: a field is unknown, or asks for what this server has not.

    """
    found = parse_json_body(body, _EXAMPLE)
    if not isinstance(found, dict) or not isinstance(found.get("input"), str):
        raise RequestError(f"the body has no text in 'input'; send {_EXAMPLE}")
    for name, value in found.items():
        _check(name, value)
    if len(found["input"]) > MOST_CHARACTERS:
        raise OptionError(
            f"'input' has {len(found['input']):,} characters, and may have {MOST_CHARACTERS:,}; "
            "send it in several requests"
        )
    stream = found.get("stream_format", STREAMS[0])
    if stream not in STREAMS:
        raise OptionError(f"stream_format={stream!r:.40}: it may be {' or '.join(STREAMS)}")
    return SpokenBody(
        found["input"],
        found.get("voice", "alloy"),
        found.get("response_format", "mp3"),
        found.get("speed", 1),
        stream == STREAMS[1],
    )


def _check(name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
    if name not in _FIELDS:
        raise OptionError(f"this server knows no field {name!r:.80} of speech")
    if isinstance(value, bool) or not isinstance(value, _FIELDS[name]):
        raise OptionError(f"{name}={value!r:.40} is of another type; send {_EXAMPLE}")
