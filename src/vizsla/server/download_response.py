"""Sends a file in pieces, so that a slow client holds none of it in memory for long."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from vizsla.server.request_body import LEAST_RATE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Mapping

    from starlette.types import Receive, Scope, Send

    from vizsla.server.bundle_download import Download

__all__ = ["DownloadResponse", "send_within"]

PIECE = 1 << 16  # bytes


class DownloadResponse(StreamingResponse):
    """A response with a file.

    A client that takes it too slowly is sent away: the connection is closed.

    Args:
        download: the file.
        seconds: the seconds that a client has, and one more for each 32 kB.
        headers: further headers.
        media_type: the value of ``Content-Type``.

    """

    def __init__(
        self, download: Download, seconds: float, headers: Mapping[str, str], media_type: str
    ) -> None:
        size = len(download.content)
        self._seconds = seconds + size / LEAST_RATE
        super().__init__(
            _pieces(download),
            headers={**headers, "Content-Length": str(size)},
            media_type=media_type,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or leave it where the time is over."""
        await send_within(self._seconds, super().__call__(scope, receive, send))


async def send_within(seconds: float, sending: Awaitable[None]) -> None:
    """Send a response, or leave it where the time is over: the connection is then closed."""
    try:
        async with asyncio.timeout(seconds):
            await sending
    except TimeoutError:
        return


async def _pieces(download: Download) -> AsyncIterator[bytes]:
    for start in range(0, len(download.content), PIECE):
        yield download.content[start : start + PIECE]
