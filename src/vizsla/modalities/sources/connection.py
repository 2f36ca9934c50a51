"""One HTTP connection: to addresses that were checked, and over before a deadline."""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any

from vizsla.errors import UrlError
from vizsla.modalities.sources import public_addresses

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from _typeshed import WriteableBuffer

__all__ = ["Connection", "Deadline", "tls"]


class Deadline:
    """A moment by which all has to be done, however many steps it takes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0; raise TimeoutError where none are."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the time is over")
        return seconds


class _Raw(io.RawIOBase):
    """Reads from a socket; each read gets only what is left of the time."""

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


class _Socket:
    """What http.client needs of a socket, with a deadline for all of it.

    A socket's own time-out is for one read: a server that sends a byte now and then outlasts it.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self._sock, self._deadline))

    def close(self) -> None:
        self._sock.close()


class Connection(http.client.HTTPConnection):
    """A connection for one request to the host of ``url``.

    Proxies named in the environment are not used: a proxy looks names up itself, so that the
    check of the addresses would mean nothing.
    """

    def __init__(self, url: SplitResult, deadline: Deadline, *, allow_private: bool) -> None:
        secure = url.scheme == "https"
        super().__init__(url.hostname or "", url.port or (443 if secure else 80))
        self.default_port = 443 if secure else 80  # left out of the Host header
        self._secure, self._deadline, self._allow_private = secure, deadline, allow_private

    def connect(self) -> None:
        """Connect to the first address of the host that answers, once all were checked.

        Raises:
            UrlError: one of them is not public.
            OSError: none answers, or in time.

        """
        found = _look_up(self.host, self.port, self._deadline)
        if not self._allow_private:
            for *_, place in found:
                _check_public(self.host, str(place[0]))
        sock = self._dial(found)
        try:
            if self._secure:
                # The name is checked against the certificate, though the address was dialled.
                sock.settimeout(self._deadline.left())
                sock = tls().wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise
        self.sock: Any = _Socket(sock, self._deadline)

    def _dial(self, found: list[tuple[int, tuple[Any, ...]]]) -> socket.socket:
        for index, (family, place) in enumerate(found):
            # An address that swallows packets leaves time for the others.
            share = self._deadline.left() / (len(found) - index)
            try:
                return _connected(family, place, share)
            except OSError:
                if index == len(found) - 1:
                    raise
        raise OSError("its name has no address")


def _connected(family: int, place: tuple[Any, ...], seconds: float) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        # The very address that was checked: the name is not looked up again.
        sock.connect(place)
    except BaseException:
        sock.close()
        raise
    return sock


def _check_public(host: str, place: str) -> None:
    kind = public_addresses.private_kind(place)
    if kind is not None:
        raise UrlError(
            f"{host} leads to {place}, which is a {kind} address. If the URL can be trusted, "
            "allow it: Limits(allow_private_urls=True)."
        )


def _look_up(host: str, port: int, deadline: Deadline) -> list[tuple[int, tuple[Any, ...]]]:
    """Return (family, socket address) of each address of ``host``."""
    # Looking up can't be interrupted; a thread of its own can be left behind.
    found: list[tuple[int, tuple[Any, ...]]] = []
    failed: list[Exception] = []

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend((family, place) for family, _, _, _, place in entries)
        except (OSError, ValueError) as error:  # ValueError: no name at all, such as a..b
            failed.append(error)

    worker = threading.Thread(target=look_up, name="vizsla-look-up", daemon=True)
    worker.start()
    worker.join(deadline.left())
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError("its name could not be looked up in time")
    return list(found)


@functools.cache  # reading the system's certificates takes 20 ms
def tls() -> ssl.SSLContext:
    """Return what checks certificates; it holds the ones that the system trusts."""
    return ssl.create_default_context()
