"""The routes that answer: ``POST /v1/functions/{name}:call``, ``:explain`` and ``:embed``."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vizsla.server.answer_request import answer_request
from vizsla.server.call_parameters import read_parameters
from vizsla.server.error_responses import request_id
from vizsla.server.function_operations import OPERATIONS
from vizsla.server.keep_answers import ANSWER_ID, keep_answers
from vizsla.server.problems import problem
from vizsla.server.request_inputs import read_inputs
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service
from vizsla.server.sound_responses import WAV, sound_of, wants_sound

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from vizsla.errors import VizslaError
    from vizsla.server.function_operations import Operation

__all__ = ["ROUTES"]

JSON = "application/json"


async def _perform(operation: Operation, request: Request) -> Response:
    """Check the key and the address, and answer."""
    await require_key(request)
    service = Service.of(request)
    served = await service.find(request.path_params["name"])
    options = read_parameters(request.query_params.multi_items(), operation.parameters(served.kind))
    read = partial(read_inputs, most=service.settings.most_inputs)
    answered = await answer_request(request, served, operation, options, read)
    headers = {"Vizsla-Function": served.title}
    if operation.name == "call" and await service.keeper.allows(served):
        answer_id = keep_answers(answered, key_of(request))
        headers |= {} if answer_id is None else {ANSWER_ID: answer_id}
    if answered.many:
        texts = (_item(each, request) for each in answered.results)
        return Response(f'{{"results": [{", ".join(texts)}]}}', headers=headers, media_type=JSON)
    if wants_sound(request, served):
        return Response(sound_of(answered.only()), headers=headers, media_type=WAV)
    return Response(answered.only(), headers=headers, media_type=JSON)


def _item(result: str | VizslaError, request: Request) -> str:
    if isinstance(result, str):
        return result
    return json.dumps({"error": problem(result, request_id(request.scope))})


class _CallRoute(Route):
    """A route of Starlette's, as these are called most: FastAPI's take a quarter of the time."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and name the route for the log, as FastAPI does with its own."""
        scope["route"] = self
        await super().handle(scope, receive, send)


ROUTES = [
    _CallRoute(f"/v1/functions/{{name}}:{name}", partial(_perform, operation), methods=["POST"])
    for name, operation in OPERATIONS.items()
]
