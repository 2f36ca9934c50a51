"""Sends events as https://html.spec.whatwg.org/multipage/server-sent-events.html has them."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message, Receive, Scope, Send

__all__ = ["STILL_HERE", "EventStream", "event_text"]

PATIENCE = 20.0  # seconds for a client to take an event; one that does not is left
STILL_HERE = ": still here\n\n"  # a comment, by which both sides notice that the other is gone


def event_text(kind: str, data: Any, number: int | None = None) -> str:  # noqa: ANN401 - any JSON
    """Return an event.

    Args:
        kind: the event's name.
        data: its data, as JSON.
        number: its id, which a client sends as ``Last-Event-ID`` when it comes back.

    """
    first = "" if number is None else f"id: {number}\n"
    return f"{first}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class EventStream(Response):
    """A response that goes on until its events or its client end; both free everything.

    Args:
        events: the events.

    """

    media_type = "text/event-stream"

    def __init__(self, events: AsyncIterator[str]) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(headers=headers)
        del self.headers["content-length"]
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events."""
        del scope
        tasks = [asyncio.ensure_future(each) for each in (self._write(send), _left(receive))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in tasks:
                each.cancel()
            writing, _ = await asyncio.gather(*tasks, return_exceptions=True)
        if isinstance(writing, Exception) and not isinstance(writing, TimeoutError):
            raise writing

    async def _write(self, send: Send) -> None:
        start: Message = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": self.raw_headers})
        async for each in self._events:
            async with asyncio.timeout(PATIENCE):
                await send({"type": "http.response.body", "body": each.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
