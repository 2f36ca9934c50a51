"""A socket with one deadline for all its reads and writes."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

    from _typeshed import WriteableBuffer

__all__ = ["Deadline", "DeadlineSocket"]


class Deadline:
    """The moment by which a download must end, however many steps it takes.

    Args:
        seconds: the time from now.

    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0.

        Raises:
            TimeoutError: the deadline has passed.

        """
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time is over")
        return seconds


class _RawReader(io.RawIOBase):
    """Reads from a socket, each time with the time that is left as the time-out."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline
        self._file = sock.makefile("rb", buffering=0)  # keeps the socket open until it is closed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class DeadlineSocket:
    """Gives http.client the part of a socket that it needs, with one deadline for all reads.

    A socket's own time-out is for one read: a server that sends a byte now and then outlasts it.

    Args:
        sock: the connected socket.
        deadline: the moment by which all reads and writes must end.

    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        """Send bytes before the deadline."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return a file object that reads before the deadline."""
        return io.BufferedReader(_RawReader(self._sock, self._deadline))

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()
