"""The route of OpenAI's transcriptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.answer_request import answer_inputs, read_request
from vizsla.server.compat.openai.openai_shape import ROOT
from vizsla.server.compat.openai.transcription_form import (
    TranscriptionForm,
    read_transcription_form,
)
from vizsla.server.compat.openai.transcription_result import plain_result, verbose_result
from vizsla.server.function_operations import Operation
from vizsla.server.require_key import check_function, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits

__all__ = ["ROUTER", "TRANSCRIPTIONS"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
TRANSCRIPTIONS = f"{ROOT}/transcriptions"
LISTENER = "listen"
JSON = "application/json"
_TYPES = {"text": "text/plain", "srt": "text/plain", "vtt": "text/vtt"}


@ROUTER.post(TRANSCRIPTIONS)
async def transcribe(request: Request) -> Response:
    """Transcribe a sound."""
    check_function(request, LISTENER)
    served = await Service.of(request).find(LISTENER)
    request.scope["function"] = served.title
    async with read_request(request, read_transcription_form) as form:
        perform = partial(_perform, form)
        work = Operation("call", "Transcribe a sound.", lambda _: (), perform)
        found = await answer_inputs(request, served, work, {}, form.inputs)
    headers = {"Vizsla-Function": served.title}
    content = found.only()
    if form.form in _TYPES:
        # Imported here: a server shall start fast.
        from vizsla.server.json_body import parse_json_body  # noqa: PLC0415

        text: str = parse_json_body(content.encode())["text"]
        return Response(text, headers=headers, media_type=_TYPES[form.form])
    return Response(content, headers=headers, media_type=JSON)


def _perform(
    form: TranscriptionForm,
    function: Function[Any, Any],
    source: object,
    _options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    # Imported here: a server shall start fast.
    from vizsla.speech.listening.subtitles import as_srt, as_vtt  # noqa: PLC0415

    answer = function(source, limits=limits, words=form.needs_words)  # type: ignore[call-overload] # of the kind that hears
    if form.form == "verbose_json":
        return verbose_result(answer, segments=form.segments, words=form.words)
    if form.form == "srt":
        return {"text": as_srt(answer.segments)}
    if form.form == "vtt":
        return {"text": as_vtt(answer.segments)}
    if form.form == "text":
        return {"text": f"{answer.answer or ''}\n"}
    return plain_result(answer)
