"""The routes of LUIS's predictions: version 3.0 by slot or version, and version 2.0."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import RequestError
from vizsla.functions.version_words import LIVE
from vizsla.server.answer_request import answer_inputs, read_request
from vizsla.server.compat.assistants.find_assistant import STAGING, find_assistant
from vizsla.server.compat.assistants.text_call import TextCall, text_response
from vizsla.server.compat.luis.luis_parameters import LuisParameters
from vizsla.server.compat.luis.luis_predictions import luis_prediction, luis_prediction_v2
from vizsla.server.compat.luis.luis_query import LuisQuery, read_luis_query
from vizsla.server.compat.luis.luis_shape import ROOT
from vizsla.server.json_body import parse_json_body
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["APP_V2", "APP_V3", "ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
APP_V3 = f"{ROOT}/prediction/v3.0/apps/{{app}}"
APP_V2 = f"{ROOT}/v2.0/apps/{{app}}"
POST = "POST"
METHODS = ["GET", POST]
EXAMPLE = '"..."'


@ROUTER.api_route(f"{APP_V3}/slots/{{slot}}/predict", methods=METHODS)
async def predict_by_slot(request: Request, app: str, slot: str) -> Response:
    """Answer a query with the version that is published to a slot."""
    return await _predict_v3(request, app, slot)


@ROUTER.api_route(f"{APP_V3}/versions/{{version}}/predict", methods=METHODS)
async def predict_by_version(request: Request, app: str, version: str) -> Response:
    """Answer a query with a version."""
    return await _predict_v3(request, app, version)


@ROUTER.api_route(APP_V2, methods=METHODS)
async def predict_v2(request: Request, app: str) -> Response:
    """Answer a query in the shape of version 2."""
    parameters = LuisParameters(request.query_params, "q", "verbose", "staging", "timezoneOffset")
    verbose = parameters.truth("verbose")
    now = parameters.now("timezoneOffset")

    def read(body: bytes) -> TextCall:
        text = parameters.text("q")
        if text is None:
            text = _text(body) if request.method == POST else ""
        return TextCall(text, partial(luis_prediction_v2, text, verbose=verbose), now)

    return await _predict(request, app, STAGING if parameters.truth("staging") else LIVE, read)


async def _predict_v3(request: Request, app: str, published: str) -> Response:
    names = ("query", "verbose", "show-all-intents", "timezoneOffset")
    parameters = LuisParameters(request.query_params, *names)
    verbose = parameters.truth("verbose")
    all_intents = parameters.truth("show-all-intents")
    now = parameters.now("timezoneOffset")

    def read(body: bytes) -> TextCall:
        is_post = request.method == POST
        query = read_luis_query(body) if is_post else LuisQuery(parameters.text("query") or "")
        shape = partial(luis_prediction, query.text, verbose=verbose, all_intents=all_intents)
        return TextCall(query.text, shape, query.reference or now, query.given)

    return await _predict(request, app, published, read)


async def _predict(
    request: Request, app: str, published: str, read: Callable[[bytes], TextCall]
) -> Response:
    served = await find_assistant(request, app, published)
    async with read_request(request, lambda body, _: read(body)) as call:
        answered = await answer_inputs(request, served, call.operation, {}, call.inputs)
    return text_response(answered, served)


def _text(body: bytes) -> str:
    """Return the text in the body of version 2's POST: a text of JSON.

    Raises:
        RequestError: it is none.

    """
    found = parse_json_body(body, EXAMPLE)
    if not isinstance(found, str):
        raise RequestError(f"the body is no text of JSON; send {EXAMPLE}, or ?q=... in the address")
    return found
