"""The routes that answer: ``POST /v1/functions/{name}:call``, ``:explain`` and ``:embed``."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from vizsla.errors import VizslaError
from vizsla.server.call_parameters import read_parameters
from vizsla.server.function_operations import OPERATIONS
from vizsla.server.input_work import InputWork
from vizsla.server.problems import problem
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.request_inputs import read_inputs
from vizsla.server.request_log import request_id
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.server.function_operations import Operation

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
JSON = "application/json"
SMALL = 1 << 18  # bytes of a body that are taken apart on the event loop: it takes under 1 ms


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
    """Check the address, read the body, and only then wait for a worker."""
    service = Service.of(request)
    settings = service.settings
    served = await service.find(word)
    options = read_parameters(request.query_params.multi_items(), operation.parameters(served.kind))
    service.queue.check_room()
    with service.memory.share() as share:
        body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
        content_type = request.headers.get("content-type", "")
        read = partial(read_inputs, body, content_type, settings.most_inputs)
        inputs = read() if len(body) <= SMALL else await asyncio.to_thread(read)
        key = key_of(request)
        with service.queue.admitted():
            if service.keys is not None and key is not None:
                service.keys.take(key, len(inputs.inputs))
            work = InputWork(service, served, operation, options, request_id(request.scope))
            results = await while_connected(request, work.results(inputs.inputs))
    if service.keys is not None and key is not None:
        answered = sum(isinstance(each, str) for each in results)
        service.keys.count(key, served.bundle.manifest.name, answered)
    headers = {"Vizsla-Function": served.title}
    if inputs.many:
        texts = (_item(each, request) for each in results)
        return Response(f'{{"results": [{", ".join(texts)}]}}', headers=headers, media_type=JSON)
    (only,) = results
    if isinstance(only, VizslaError):
        raise only
    return Response(only, headers=headers, media_type=JSON)


def _item(result: str | VizslaError, request: Request) -> str:
    if isinstance(result, str):
        return result
    return json.dumps({"error": problem(result, request_id(request.scope))})
