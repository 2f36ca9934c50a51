"""Reads the body of a request within its limits, and notices when the client leaves."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import InputTooLargeError, RequestError, ServerBusyError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from typing import Any

    from starlette.requests import Request

__all__ = ["BodyMemory", "ClientLeftError", "read_body", "while_connected"]

R = TypeVar("R")
LEAST_RATE = 32_000  # bytes a second that give a client more time


class ClientLeftError(Exception):
    """The client has closed the connection: nobody waits for the answer."""


class BodyMemory:
    """The bytes of all requests that are held at once.

    Args:
        most: the most bytes.

    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0

    @contextmanager
    def share(self) -> Iterator[BodyShare]:
        """Yield the share of one request, which is given back at the end."""
        share = BodyShare(self)
        try:
            yield share
        finally:
            self.held -= share.held


class BodyShare:
    """The bytes of one request.

    Args:
        memory: the bytes of all requests.

    """

    def __init__(self, memory: BodyMemory) -> None:
        self._memory = memory
        self.held = 0

    def take(self, count: int) -> None:
        """Count bytes that were received.

        Raises:
            ServerBusyError: the server holds too many bytes.

        """
        if self._memory.held + count > self._memory.most:
            raise ServerBusyError(
                "the server holds too many uploads already; try again in a moment"
            )
        self._memory.held += count
        self.held += count


async def read_body(request: Request, share: BodyShare, most: int, seconds: float) -> bytes:
    """Return the whole body; a body that is too large is refused before it is received.

    Args:
        request: the request.
        share: counts the bytes while the request lives.
        most: the most bytes.
        seconds: the seconds that a client has, and one more for each 32 kB that it sends.

    Raises:
        InputTooLargeError: the body has more bytes, or says so.
        RequestError: the client is too slow, or the length is no number.
        ServerBusyError: the server holds too many bytes.
        ClientLeftError: the client has left.

    """
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal():
        raise RequestError(f"Content-Length: {declared!r:.80} is no number of bytes")
    if int(declared) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    received = 0
    more = True
    end = asyncio.get_running_loop().time() + seconds
    try:
        async with asyncio.timeout_at(end) as limit:
            while more:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    raise ClientLeftError
                part = message.get("body", b"")
                received += len(part)
                if received > most:
                    raise _too_large(most)
                share.take(len(part))
                parts.append(part)
                more = message.get("more_body", False)
                limit.reschedule(end + received / LEAST_RATE)
    except TimeoutError as error:
        raise RequestError(
            f"the body came too slowly: {received:,} bytes, and not all; send it again",
            HTTPStatus.REQUEST_TIMEOUT,
        ) from error
    return b"".join(parts)


async def while_connected(request: Request, work: Coroutine[Any, Any, R]) -> R:
    """Return the result of some work, which is cancelled when the client leaves.

    The body must have been read.

    Raises:
        ClientLeftError: the client has left.

    """
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine runs in a task
    left = False

    async def watch() -> None:
        nonlocal left
        while (await request.receive())["type"] != "http.disconnect":
            pass
        left = True
        task.cancel()

    watching = asyncio.ensure_future(watch())
    try:
        return await work
    except asyncio.CancelledError:
        if not left or task.uncancel():  # somebody else has cancelled the task, too
            raise
        raise ClientLeftError from None
    finally:
        watching.cancel()


def _too_large(most: int) -> InputTooLargeError:
    return InputTooLargeError(f"the request has more than {most:,} bytes; send a smaller one")
