"""Serves the program that started this one, over standard input and output."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mcp.server.lowlevel import NotificationOptions
from mcp.server.stdio import stdio_server

from vizsla.errors import OptionError, VizslaError
from vizsla.server.mcp.input_lines import InputLines
from vizsla.server.mcp.list_watch import ListWatch
from vizsla.server.mcp.protocol_server import protocol_server
from vizsla.server.request_log import write_log
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.modalities.sources.allowed_folders import AllowedFolders
    from vizsla.server.server_settings import ServerSettings

__all__ = ["run_stdio"]

INTERRUPTED = 130
STANDARD_INPUT = 0


def run_stdio(settings: ServerSettings, folders: AllowedFolders) -> None:
    """Serve until standard input ends, or SIGTERM or Ctrl-C.

    Only the protocol's messages go to standard output; the log goes to standard error.

    Args:
        settings: the settings.
        folders: the folders whose files may be opened.

    Raises:
        OptionError: standard input or output is closed.
        VizslaError: a named function is not there, or can't be used.

    """
    if sys.stdin is None or sys.stdout is None:
        raise OptionError("standard input or output is closed; let an agent start this command")
    write_log()
    service = Service.start(settings)
    try:
        for name in settings.functions:  # before the input, which may have ended already
            service.functions.find(name)
    except VizslaError:
        service.close()
        raise
    asyncio.run(_serve(service, folders))
    if service.failure is not None:
        raise service.failure


async def _serve(service: Service, folders: AllowedFolders) -> None:
    lines = InputLines(os.dup(STANDARD_INPUT))
    service.end = lines.end
    _end_on_signals(lines)
    async with service.running():
        await _exchange(service, folders, lines)


async def _exchange(service: Service, folders: AllowedFolders, lines: InputLines) -> None:
    server = protocol_server(service, folders)
    watch = ListWatch(service)
    watch.join(server)
    watching = asyncio.ensure_future(watch.run())
    options = server.create_initialization_options(NotificationOptions(tools_changed=True))
    opened: Any = lines  # an open file, of which the lines alone are asked
    try:
        async with stdio_server(stdin=opened) as (messages, answers):
            await server.run(messages, answers, options)
    finally:
        watching.cancel()


def _end_on_signals(lines: InputLines) -> None:
    """End at SIGTERM or Ctrl-C, as where the input ends; at once where either comes again."""
    signals: list[int] = []

    def end(number: int) -> None:
        if signals:
            os._exit(INTERRUPTED)
        signals.append(number)
        lines.end()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or in a thread
            loop.add_signal_handler(number, end, number)
