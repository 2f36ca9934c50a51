"""The lines of standard input, read so that the program can end while it waits for one."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["InputLines"]

_CHUNK = 1 << 16
_MOST_WAITING = 64  # lines that were read, and not yet taken


class InputLines:
    """The lines of a file, such as standard input, as text.

    A thread reads them. The SDK's own reader is one that the program waits for at its end, until
    another line comes; nothing waits for this one. To be made where an event loop runs.

    Args:
        number: the file's descriptor.

    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = threading.Semaphore(_MOST_WAITING)

    def end(self) -> None:
        """Let no line come after those that were read."""
        self._lines.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[str]:
        """Yield the lines until the file ends."""
        threading.Thread(target=self._read, name="vizsla-input", daemon=True).start()
        while (line := await self._lines.get()) is not None:
            self._room.release()
            if line.strip():
                yield line.decode("utf-8", "replace")

    def _read(self) -> None:
        rest: list[bytes] = []
        try:
            while part := os.read(self._number, _CHUNK):
                *ended, unfinished = part.split(b"\n")
                for each in ended:
                    self._put(b"".join([*rest, each]))
                    rest = []
                rest.append(unfinished)
            self._put(b"".join(rest))
            self._put(None)
        except (OSError, RuntimeError):  # it is closed, or nobody is left to take a line
            return

    def _put(self, line: bytes | None) -> None:
        self._room.acquire()
        self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
