"""Clients that are silent, slow or many block no other of the site's server."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from dogscope.site_requests import FILES, HERE, TIMEOUT, ask, ask_securely, send_raw
from vizsla.dogscope import SiteServer, serve
from vizsla.local_site.connection_limit import allow_connections

if TYPE_CHECKING:
    from pathlib import Path


def test_a_silent_client_blocks_no_other(server: SiteServer) -> None:
    with (
        socket.create_connection((HERE, server.port)),
        socket.create_connection((HERE, server.port)) as half,
    ):
        half.sendall(b"GET / HT")
        assert ask(server).status == 200


COUNT = 500  # clients that are silent or slow


def connect_many(stack: ExitStack, server: SiteServer, begin: bytes) -> list[socket.socket]:
    """Open many connections that begin a request and never end it."""
    clients = [
        stack.enter_context(socket.create_connection((HERE, server.port), TIMEOUT))
        for _ in range(COUNT)
    ]
    for each in clients:
        each.sendall(begin)
    return clients


@pytest.mark.parametrize(
    "begin", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nX:", b"GET /large HTTP/1.1\r\n\r\n"]
)
def test_500_silent_or_slow_clients_block_no_other(begin: bytes) -> None:
    allow_connections()  # this process holds both ends
    server = serve({**FILES, "large": bytes(8 << 20)})
    server.start()
    with ExitStack() as stack:
        stack.callback(server.close)
        clients = connect_many(stack, server, begin)
        for path in ("/", "/sample.jpg", "/none"):
            assert ask(server, path).status == (404 if path == "/none" else 200)
        for each in clients:  # and none of them was turned away
            each.setblocking(False)  # noqa: FBT003 - socket's
            with suppress(BlockingIOError):
                assert each.recv(1)


@pytest.mark.parametrize("begin", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nX: y\r\n"])
def test_a_client_that_stays_silent_is_hung_up_on(
    begin: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("IDLE", "HEAD"):
        monkeypatch.setattr(f"vizsla.local_site.site_server.{limit}", 0.2)
    server = serve(FILES)
    server.start()
    try:
        assert send_raw(server, begin) == b""
    finally:
        server.close()


def test_500_clients_that_shake_no_hands_block_no_other(
    secure: SiteServer, certificate: Path
) -> None:
    with ExitStack() as stack:
        connect_many(stack, secure, b"\x16\x03\x01")
        assert ask_securely(secure, certificate).status == 200


def test_500_clients_at_once_are_all_answered(server: SiteServer) -> None:
    with ExitStack() as stack:
        clients = connect_many(stack, server, b"GET /sw.js HTTP/1.1\r\nConnection: close\r\n\r\n")
        for each in clients:
            assert b"".join(iter(lambda: each.recv(65536), b"")).endswith(FILES["sw.js"])  # noqa: B023


def test_the_stillest_client_makes_room_where_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("vizsla.local_site.site_server.allow_connections", lambda: 5)
    server = serve(FILES)
    server.start()

    def answered(client: socket.socket) -> bool:
        client.sendall(b"HEAD / HTTP/1.1\r\n\r\n")
        return client.recv(65536).startswith(b"HTTP/1.1 200 ")

    with ExitStack() as stack:
        stack.callback(server.close)
        clients = [
            stack.enter_context(socket.create_connection((HERE, server.port), TIMEOUT))
            for _ in range(5)
        ]
        busy, *still = clients
        for each in still:
            assert answered(busy)
            newcomer = stack.enter_context(socket.create_connection((HERE, server.port), TIMEOUT))
            assert answered(newcomer)
            assert each.recv(1) == b""
        assert answered(busy)


def test_a_client_without_a_handshake_blocks_no_other(
    secure: SiteServer, certificate: Path
) -> None:
    with (
        socket.create_connection((HERE, secure.port)),
        socket.create_connection((HERE, secure.port)) as half,
    ):
        half.sendall(b"\x16\x03\x01")
        assert ask_securely(secure, certificate).status == 200
