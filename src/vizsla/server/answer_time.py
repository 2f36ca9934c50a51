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
async def answer_time(service: Service) -> AsyncIterator[None]:
    """End what is done in the block after the seconds that the settings allow for an answer.

    Raises:
        ServerBusyError: it took longer.

    """
    seconds = service.settings.seconds
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise ServerBusyError(
            f"the request was not answered within {seconds:g} s; try again later",
            service.queue.retry_after(),
        ) from error
