"""Limits the time in which a request is answered."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from vizsla.errors import ServerBusyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vizsla.server.service import Service

__all__ = ["answer_time"]


@asynccontextmanager
async def answer_time(
    service: Service, late: str = "the request was not answered", advice: str = "try again later"
) -> AsyncIterator[None]:
    """End what is done in the block after the seconds that the settings allow for an answer.

    Args:
        service: the server's parts.
        late: what has not happened in time, for the error.
        advice: the way out, for the error.

    Raises:
        ServerBusyError: it took longer.

    """
    seconds = service.settings.seconds
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise ServerBusyError(
            f"{late} within {seconds:g} s; {advice}",
            service.queue.retry_after(),
        ) from error
