"""The time in which a request is answered."""

from __future__ import annotations

import asyncio

import pytest

from run_coroutine import run_coroutine
from vizsla.errors import ServerBusyError
from vizsla.server import ServerSettings
from vizsla.server.answer_time import answer_time
from vizsla.server.service import Service


def test_work_that_takes_too_long_ends_with_an_error_that_says_when_to_try_again() -> None:
    service = Service.start(ServerSettings(seconds=0.01))

    async def wait() -> None:
        async with answer_time(service):
            await asyncio.Event().wait()

    with pytest.raises(ServerBusyError, match=r"within 0\.01 s"):
        run_coroutine(wait())
    service.close()
