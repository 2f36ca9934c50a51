"""The routes that answer: ``POST /v1/functions/{name}:call``, ``:explain`` and ``:embed``."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.answer_request import answer_request
from vizsla.server.call_parameters import read_parameters
from vizsla.server.error_responses import request_id
from vizsla.server.function_operations import OPERATIONS
from vizsla.server.problems import problem
from vizsla.server.request_inputs import read_inputs
from vizsla.server.require_key import require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.errors import VizslaError
    from vizsla.server.function_operations import Operation

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
JSON = "application/json"


@ROUTER.post("/v1/functions/{name}:call")
async def call(request: Request, name: str) -> Response:
    """Answer one input, or each of many."""
    return await _perform(request, name, OPERATIONS["call"])


@ROUTER.post("/v1/functions/{name}:explain")
async def explain(request: Request, name: str) -> Response:
    """Show the parts of an input from which an answer comes."""
    return await _perform(request, name, OPERATIONS["explain"])


@ROUTER.post("/v1/functions/{name}:embed")
async def embed(request: Request, name: str) -> Response:
    """Return an input's embedding."""
    return await _perform(request, name, OPERATIONS["embed"])


async def _perform(request: Request, word: str, operation: Operation) -> Response:
    """Check the address, and answer."""
    service = Service.of(request)
    served = await service.find(word)
    options = read_parameters(request.query_params.multi_items(), operation.parameters(served.kind))
    read = partial(read_inputs, most=service.settings.most_inputs)
    answered = await answer_request(request, served, operation, options, read)
    headers = {"Vizsla-Function": served.title}
    if answered.many:
        texts = (_item(each, request) for each in answered.results)
        return Response(f'{{"results": [{", ".join(texts)}]}}', headers=headers, media_type=JSON)
    return Response(answered.only(), headers=headers, media_type=JSON)


def _item(result: str | VizslaError, request: Request) -> str:
    if isinstance(result, str):
        return result
    return json.dumps({"error": problem(result, request_id(request.scope))})
