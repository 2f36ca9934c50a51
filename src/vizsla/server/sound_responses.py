"""Sounds as responses: a file where a program asks for one, and streams that begin at once."""

from __future__ import annotations

import base64
import json
import struct
from contextlib import ExitStack, aclosing
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from vizsla.server.answer_time import answer_time
from vizsla.server.require_key import key_of
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from starlette.requests import Request

    from vizsla.functions.speech_synthesis import SpeechSynthesizer
    from vizsla.modalities.audio.sound import Sound
    from vizsla.server.served_functions import ServedFunction

__all__ = ["WAV", "SpokenStream", "sound_of", "wants_sound", "wav_start"]

WAV = "audio/wav"
SPEAKS = "speech-synthesis"
_LONGEST = 10 * 60  # seconds of one file, as Azure has it: 4,096 characters at half the speed
_UNKNOWN = 0xFFFFFFFF  # the length of a file that has not ended


def wants_sound(request: Request, served: ServedFunction) -> bool:
    """Return whether a request asks a function that speaks for a sound file, and not for JSON."""
    kinds = request.headers.get("accept", "").lower()
    return served.bundle.manifest.kind == SPEAKS and ("audio/" in kinds)


def sound_of(answer: str) -> bytes:
    """Return the WAV file of an answer in JSON."""
    return base64.b64decode(json.loads(answer)["answer"])


def wav_start(rate: int) -> bytes:
    """Return the beginning of a WAV file of 16 bits whose length is not known yet.

    Args:
        rate: samples a second.

    """
    form = struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)
    return (
        struct.pack("<4sI4s4sI", b"RIFF", _UNKNOWN, b"WAVE", b"fmt ", len(form))
        + form
        + struct.pack("<4sI", b"data", _UNKNOWN)
    )


class SpokenStream:
    """The parts of a text's sound, made one after another by the server's workers.

    Args:
        request: the request.
        served: the function that speaks.
        text: the text.
        options: the options of ``SpeechSynthesizer.parts``.

    """

    def __init__(
        self, request: Request, served: ServedFunction, text: str, options: dict[str, Any]
    ) -> None:
        self._service = Service.of(request)
        self._key = key_of(request)
        self._served = served
        self._text = text
        self._options = options
        self._open = ExitStack()
        self._parts: Iterator[Sound] | None = None
        self._first: Sound | None = None

    async def begin(self) -> None:
        """Make the first part, so that what is wrong is an error of the request.

        Raises:
            VizslaError: the text can't be spoken, or the server is busy.

        """
        service = self._service
        self._open.enter_context(service.queue.admitted())
        try:
            if service.keys is not None and self._key is not None:
                service.keys.rates.take(self._key, 1)
            self._first = await self._next()
        except BaseException:
            self._open.close()
            raise

    async def parts(self) -> AsyncGenerator[Sound, None]:
        """Yield the parts."""
        service, name = self._service, self._served.bundle.manifest.name
        outcome = "failed"
        try:
            part = self._first
            while part is not None:
                yield part
                part = await self._next()
            outcome = "ok"
        finally:
            self._open.close()
            service.metrics.count_input(name, "call", outcome)
            if service.keys is not None and self._key is not None:
                service.keys.count(self._key, name, int(outcome == "ok"))

    async def whole(self, encode: Callable[[Sound], bytes]) -> bytes:
        """Return a file of all parts as one sound.

        Args:
            encode: makes the file, on a worker's thread.

        Raises:
            InputTooLargeError: the sound is longer than 10 minutes.

        """
        from vizsla.speech.speaking.speech_parts import (  # noqa: PLC0415 - NumPy
            check_length,
            joined,
        )

        made: list[Sound] = []
        seconds = 0.0
        async with aclosing(self.parts()) as parts:
            async for each in parts:
                seconds += each.seconds
                check_length(seconds, _LONGEST)
                made.append(each)
        async with answer_time(self._service):
            return await self._service.queue.run(lambda: encode(joined(iter(made))))

    async def _next(self) -> Sound | None:
        async with answer_time(self._service):
            return await self._service.queue.run(partial(self._make))

    def _make(self) -> Sound | None:
        if self._parts is None:
            opened = self._open.enter_context(self._service.functions.opened(self._served))
            function = cast("SpeechSynthesizer", opened)
            limits = self._service.settings.limits
            self._parts = function.parts(self._text, limits=limits, **self._options)
        return next(self._parts, None)
