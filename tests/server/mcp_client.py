"""Clients of ``vizsla mcp``, by the SDK: of a process that they start, or of an address."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from server.running_server import COMMAND, TIMEOUT, Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

__all__ = ["TEXT_TOOL", "over_http", "over_stdio", "serving", "words_of"]

TEXT_TOOL = "recognize-text"


def words_of(*words: str) -> list[str]:
    """Return the words of a process that runs ``vizsla mcp``."""
    return ["-c", COMMAND, "mcp", *words]


@asynccontextmanager
async def over_stdio(home: Path, *words: str, **options: Any) -> AsyncIterator[Client]:
    """Yield a client of a process of its own; the process's log goes to ``mcp.log``."""
    environment = {**os.environ, "VIZSLA_HOME": str(home)}
    parameters = StdioServerParameters(
        command=sys.executable, args=words_of(*words), env=environment
    )
    with (home / "mcp.log").open("a") as log:
        transport = stdio_client(parameters, log)
        async with Client(transport, read_timeout_seconds=TIMEOUT, **options) as client:
            yield client


@contextmanager
def serving(home: Path, *words: str) -> Iterator[Running]:
    """Run ``vizsla mcp --http`` until the block ends."""
    with (
        (home / "mcp.log").open("a") as log,
        subprocess.Popen(
            [sys.executable, *words_of("--http", "--port", "0", *words)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, "VIZSLA_HOME": str(home)},
        ) as running,
    ):
        try:
            line = running.stdout.readline() if running.stdout else ""
            found = re.search(r":(\d+)/mcp", line)
            assert found, (line, (home / "mcp.log").read_text())
            server = Running(running, f"http://127.0.0.1:{found[1]}", int(found[1]))
            wait_until_answering(server)
            yield server
        finally:
            if running.poll() is None:
                running.kill()


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
