"""The routes of Azure's speech to text for short sounds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import OptionError, RequestError
from vizsla.server.answer_request import answer_request
from vizsla.server.compat.azure_speech.azure_speech_shape import ROOT
from vizsla.server.function_operations import Operation
from vizsla.server.request_inputs import BODY, RequestInput, RequestInputs
from vizsla.server.require_key import check_function, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.base import Function
    from vizsla.modalities.limits import Limits

__all__ = ["FORMATS", "MODES", "PATH", "PROFANITY", "ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
MODES = ("conversation", "interactive", "dictation")
PATH = f"{ROOT}/recognition/{{mode}}/cognitiveservices/v1"
FORMATS = ("simple", "detailed")
PROFANITY = ("raw", "masked", "removed")
LISTENER = "listen"


@ROUTER.post(PATH)
async def recognize(request: Request, mode: str) -> Response:
    """Transcribe a short sound."""
    if mode.lower() not in MODES:
        raise RequestError(f"there is no mode {mode!r:.40} here; there are {', '.join(MODES)}", 404)
    detailed = _read_options(request) == FORMATS[1]
    check_function(request, LISTENER)
    served = await Service.of(request).find(LISTENER)
    request.scope["function"] = served.title
    perform = partial(_perform, detailed)
    work = Operation("call", "Transcribe a short sound.", lambda _: (), perform)
    found = await answer_request(request, served, work, {}, _read_sound)
    headers = {"Vizsla-Function": served.title}
    return Response(found.only(), headers=headers, media_type="application/json")


def _read_options(request: Request) -> str:
    """Check the parameters of the address, and return the format that they ask for.

    Raises:
        OptionError: one is unknown, or asks for what this server has not.

    """
    options = {name.lower(): text.lower() for name, text in request.query_params.multi_items()}
    language = options.pop("language", "en-US")
    if language.partition("-")[0] != "en":
        raise OptionError(f"language={language!r:.40}: this server hears English alone, 'en-US'")
    form = options.pop("format", FORMATS[0])
    if form not in FORMATS:
        raise OptionError(f"format={form!r:.40}: it may be {' or '.join(FORMATS)}")
    profanity = options.pop("profanity", PROFANITY[0])
    if profanity not in PROFANITY:
        raise OptionError(f"profanity={profanity!r:.40}: it may be {', '.join(PROFANITY)}")
    if options:
        raise OptionError(f"there is no parameter {next(iter(options))!r:.80} here")
    return form


def _read_sound(body: bytes, content_type: str) -> RequestInputs:
    del content_type  # the content says what it is
    if not body:
        raise RequestError("the body is empty; send the sound in it")
    return RequestInputs((RequestInput(BODY, content=body),), many=False)


def _perform(
    detailed: bool,  # noqa: FBT001 - private, and of one meaning
    function: Function[Any, Any],
    source: object,
    _options: Mapping[str, Any],
    limits: Limits,
) -> dict[str, Any]:
    # Imported here: a server shall start fast.
    from vizsla.server.compat.azure_speech.recognition_result import (  # noqa: PLC0415
        recognition_result,
    )

    answer = function(source, limits=limits, words=False)  # type: ignore[call-overload] # of the kind that hears
    return recognition_result(answer, detailed=detailed)
