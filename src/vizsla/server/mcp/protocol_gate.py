"""Checks a request of the protocol before the SDK reads it: session, key, size."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.requests import Request

from vizsla.errors import RequestError, VizslaError
from vizsla.server.error_responses import error_response
from vizsla.server.json_body import check_json_parts
from vizsla.server.request_body import ClientLeftError, read_body, while_connected
from vizsla.server.require_key import identify
from vizsla.server.service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["ProtocolGate"]

SMALL = 1 << 18  # bytes of a body that are looked through on the event loop
EXAMPLE = "a picture as one text in base64"
COPIES = 3  # of a body that are held at once: as bytes, as parsed, and as a file


class ProtocolGate:
    """ASGI application that lets a request to the SDK's only where it may be answered.

    Args:
        app: the SDK's application, which keeps no sessions.

    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive, send)
        try:
            await self._pass(request, send)
        except VizslaError as error:
            response = error_response(error, scope)
            if request.method != "POST" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                response.headers["Allow"] = "POST"
            await response(scope, receive, send)

    async def _pass(self, request: Request, send: Send) -> None:
        service = Service.of(request)
        await _check_head(request)
        settings = service.settings
        with service.memory.share() as share:
            body = await read_body(request, share, settings.limits.max_bytes, settings.body_seconds)
            share.take((COPIES - 1) * len(body))
            if len(body) <= SMALL:
                _check_body(body)
            else:
                await asyncio.to_thread(_check_body, body)
            await self._answer(request, body, send)

    async def _answer(self, request: Request, body: bytes, send: Send) -> None:
        is_answered = False

        async def send_noted(message: Message) -> None:
            nonlocal is_answered
            is_answered = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        async def work() -> None:
            await self._app(request.scope, _replay(body), send_noted)

        try:
            await while_connected(request, work())
        except ClientLeftError:
            if not is_answered:  # else the client has all that it waited for
                raise


async def _check_head(request: Request) -> None:
    await identify(request)
    session = request.headers.get("mcp-session-id")
    if session is not None:
        raise RequestError(
            f"there is no session {session!r:.80}: this server keeps none; send the request "
            "without Mcp-Session-Id",
            HTTPStatus.NOT_FOUND,
        )
    if request.method != "POST":
        raise RequestError(
            f"{request.url.path!r:.120} takes no {request.method}: this server sends nothing that "
            "was not asked for",
            HTTPStatus.METHOD_NOT_ALLOWED,
        )


def _check_body(body: bytes) -> None:
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
    except ValueError as error:
        raise RequestError(f"the body is no text ({error!s:.80}); send JSON in UTF-8") from error
    check_json_parts(text, EXAMPLE)


def _replay(body: bytes) -> Receive:
    """Return a function that gives the body once; then nothing comes until the request ends."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.Event().wait()
        raise AssertionError  # it is cancelled

    return receive
