"""Opens one HTTP connection, to checked addresses, that ends before a deadline."""

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

__all__ = ["Connection", "Deadline", "tls_context"]


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


class _Raw(io.RawIOBase):
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


class _Socket:
    """Gives http.client the part of a socket that it needs, with one deadline for all reads.

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
    """A connection for one request to the host of a URL.

    The environment's proxies are not used: a proxy looks names up itself, so that the check of
    the addresses would be worthless.

    Args:
        url: the URL's parts.
        deadline: the moment by which the response must be read.
        allow_private: whether the host may have a private address.

    """

    def __init__(self, url: SplitResult, deadline: Deadline, *, allow_private: bool) -> None:
        secure = url.scheme == "https"
        super().__init__(url.hostname or "", url.port or (443 if secure else 80))
        self.default_port = 443 if secure else 80  # left out of the Host header
        self._secure, self._deadline, self._allow_private = secure, deadline, allow_private

    def connect(self) -> None:
        """Check all addresses of the host, then connect to the first that answers.

        Raises:
            UrlError: one of the addresses is not public.
            OSError: no address answers in time.

        """
        found = _look_up(self.host, self.port, self._deadline)
        if not self._allow_private:
            for *_, address in found:
                _check_public(self.host, str(address[0]))
        sock = self._dial(found)
        try:
            if self._secure:
                # The name is checked against the certificate, though the address was dialled.
                sock.settimeout(self._deadline.left())
                sock = tls_context().wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise
        self.sock: Any = _Socket(sock, self._deadline)

    def _dial(self, found: list[tuple[int, tuple[Any, ...]]]) -> socket.socket:
        for index, (family, address) in enumerate(found):
            # An address that swallows packets must leave time for the others.
            share = self._deadline.left() / (len(found) - index)
            try:
                return _connected(family, address, share)
            except OSError:
                if index == len(found) - 1:
                    raise
        raise OSError("its name has no address")


def _connected(family: int, address: tuple[Any, ...], seconds: float) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        # The address that was checked: looking the name up again could give another one.
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    return sock


def _check_public(host: str, address: str) -> None:
    kind = public_addresses.private_kind(address)
    if kind is not None:
        raise UrlError(
            f"{host} leads to {address}, which is a {kind} address. If the URL can be trusted, "
            "allow it: Limits(allow_private_urls=True)."
        )


def _look_up(host: str, port: int, deadline: Deadline) -> list[tuple[int, tuple[Any, ...]]]:
    """Return the (family, socket address) of each address of a host."""
    # Looking up can't be interrupted; a thread of its own can be abandoned.
    found: list[tuple[int, tuple[Any, ...]]] = []
    failed: list[Exception] = []

    def look_up() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend((family, address) for family, _, _, _, address in entries)
        except (OSError, ValueError) as error:  # ValueError: an impossible name, such as a..b
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
def tls_context() -> ssl.SSLContext:
    """Return the TLS context, which trusts the system's certificates."""
    return ssl.create_default_context()
