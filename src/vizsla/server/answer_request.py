"""Answers a request of any route that calls a function: reads it, works, counts."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vizsla.errors import VizslaError
from vizsla.server.error_responses import request_id
from vizsla.server.input_work import InputWork
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.require_key import key_of
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from starlette.requests import Request

    from vizsla.server.function_operations import Operation
    from vizsla.server.request_inputs import RequestInput, RequestInputs
    from vizsla.server.served_functions import ServedFunction

__all__ = ["RequestResults", "answer_inputs", "answer_request", "read_request"]

T = TypeVar("T")
SMALL = 1 << 18  # bytes of a body that are taken apart on the event loop: it takes under 1 ms


class RequestResults(NamedTuple):
    """The results of a request.

    Attributes:
        results: a result in JSON for each input, or the error of an input that has none.
        many: whether the answer is a list, even of one.
        inputs: the inputs, as they were named.
        work: the work that was done on each.

    """

    results: list[str | VizslaError]
    many: bool
    inputs: tuple[RequestInput, ...]
    work: InputWork

    def only(self) -> str:
        """Return the result of a request with one input.

        Raises:
            VizslaError: it has none.

        """
        (found,) = self.results
        if isinstance(found, VizslaError):
            raise found
        return found


async def answer_request(
    request: Request,
    served: ServedFunction,
    operation: Operation,
    options: Mapping[str, Any],
    read: Callable[[bytes, str], RequestInputs],
    others: Sequence[ServedFunction] = (),
) -> RequestResults:
    """Read the body of a request whose address was checked, and only then wait for a worker.

    Args:
        request: the request.
        served: the function.
        operation: the operation on each input.
        options: the options of the operation.
        read: reads the inputs from a body and its ``Content-Type``.
        others: the functions that the operation calls besides, and that are counted, too.

    Raises:
        VizslaError: the request can't be read or answered; the error's class says why.

    """
    async with read_request(request, read) as inputs:
        return await answer_inputs(request, served, operation, options, inputs, others)


@asynccontextmanager
async def read_request(request: Request, read: Callable[[bytes, str], T]) -> AsyncIterator[T]:
    """Yield what is in the body of a request, which counts among the bytes held in the block.

    Args:
        request: the request.
        read: reads a body and its ``Content-Type``.

    Raises:
        ServerBusyError: too many requests wait.
        VizslaError: the body can't be read; the error's class says why.

    """
    service = Service.of(request)
    settings = service.settings
    service.queue.check_room()
    with service.memory.share() as share:
        body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
        reading = partial(read, body, request.headers.get("content-type", ""))
        yield reading() if len(body) <= SMALL else await asyncio.to_thread(reading)


async def answer_inputs(
    request: Request,
    served: ServedFunction,
    operation: Operation,
    options: Mapping[str, Any],
    inputs: RequestInputs,
    others: Sequence[ServedFunction] = (),
) -> RequestResults:
    """Wait for a worker, answer the inputs of a request and count them; see ``answer_request``."""
    service = Service.of(request)
    key = key_of(request)
    with service.queue.admitted():
        if service.keys is not None and key is not None:
            service.keys.rates.take(key, len(inputs.inputs))
        work = InputWork(service, served, operation, options, request_id(request.scope))
        results = await while_connected(request, work.results(inputs.inputs))
    if service.keys is not None and key is not None:
        answered = sum(isinstance(each, str) for each in results)
        for each in (served, *others):
            service.keys.count(key, each.bundle.manifest.name, answered)
    return RequestResults(results, inputs.many, inputs.inputs, work)
