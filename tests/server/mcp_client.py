"""Clients of ``vizsla mcp``, by the SDK: of a process that they start, or of an address."""

from __future__ import annotations

import os
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from server.running_server import COMMAND, TIMEOUT, Running, started

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

__all__ = ["TEXT_TOOL", "over_http", "over_stdio", "serving", "words_of"]

TEXT_TOOL = "recognize-text"


def words_of(*words: str) -> list[str]:
    """Return ``vizsla mcp`` as a program in Python, and its words."""
    return [COMMAND, "mcp", *words]


@asynccontextmanager
async def over_stdio(home: Path, *words: str, **options: Any) -> AsyncIterator[Client]:
    """Yield a client of a process of its own; the process's log goes to ``mcp.log``."""
    environment = {**os.environ, "VIZSLA_HOME": str(home)}
    parameters = StdioServerParameters(
        command=sys.executable, args=["-c", *words_of(*words)], env=environment
    )
    with (home / "mcp.log").open("a") as log:
        transport = stdio_client(parameters, log)
        async with Client(transport, read_timeout_seconds=TIMEOUT, **options) as client:
            yield client


@contextmanager
def serving(home: Path, *words: str) -> Iterator[Running]:
    """Run ``vizsla mcp --http`` until the block ends."""
    command = words_of("--http", "--port", "0", *words)
    with started(home, command, home / "mcp.log") as server:
        wait_until_answering(server)
        yield server


def wait_until_answering(server: Running) -> None:
    """Wait for a response: connections are taken before that, and signals heeded after."""
    with server.client() as client:
        assert client.get("/mcp").status_code in {401, 405}


@asynccontextmanager
async def over_http(server: Running, key: str = "", **options: Any) -> AsyncIterator[Client]:
    """Yield a client of a server."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx2.AsyncClient(headers=headers, timeout=TIMEOUT) as http:
        transport = streamable_http_client(f"{server.url}/mcp", http_client=http)
        async with Client(transport, read_timeout_seconds=TIMEOUT, **options) as client:
            yield client
