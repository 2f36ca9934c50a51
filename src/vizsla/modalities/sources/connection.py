"""Opens one HTTP connection, to checked addresses, that ends before a deadline."""

from __future__ import annotations

import functools
import http.client
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Any

from vizsla.errors import UrlError
from vizsla.modalities.sources import public_addresses
from vizsla.modalities.sources.deadline_socket import DeadlineSocket

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from vizsla.modalities.sources.deadline_socket import Deadline

__all__ = ["Connection", "tls_context"]


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
        self.sock: Any = DeadlineSocket(sock, self._deadline)

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
