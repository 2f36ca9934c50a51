"""Requests to a server of a small site."""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.dogscope import SiteServer

HERE = "127.0.0.1"
TIMEOUT = 20  # seconds
FILES = {
    "index.html": b"<!doctype html><p>Woof" + b"!" * 500,
    "sw.js": b"onfetch = null",
    "manifest.webmanifest": b"{}",
    "icon.svg": b"<svg/>",
    "licences.txt": b"Apache-2.0",
    "sample.jpg": bytes(range(256)) * 4,
    "assets/index-C3.js": b"let dog = 1;\n" * 100,
    "assets/index-C3.css": b"p { color: red }\n",
    "assets/fredoka-C3.woff2": b"wOF2",
    "runtime/engine/litert.wasm.gz": gzip.compress(b"\0asm"),
    "runtime/functions/dog-breeds/function.json": b"{}",
}


class Response(NamedTuple):
    """A response of the server."""

    status: int
    headers: http.client.HTTPMessage
    content: bytes


def ask(server: SiteServer, path: str = "/", method: str = "GET", **headers: str) -> Response:
    with closing(http.client.HTTPConnection(HERE, server.port, timeout=TIMEOUT)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        return Response(answer.status, answer.headers, answer.read())


def send_raw(server: SiteServer, request: bytes) -> bytes:
    """Send bytes as they are, and return the response until the server closes the connection."""
    with socket.create_connection((HERE, server.port), TIMEOUT) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def is_open(address: str, port: int) -> bool:
    with socket.socket() as connection:
        connection.settimeout(TIMEOUT)
        return connection.connect_ex((address, port)) == 0


def ask_securely(server: SiteServer, certificate: Path | None, path: str = "/") -> Response:
    context = ssl.create_default_context(cafile=certificate)
    with closing(
        http.client.HTTPSConnection(HERE, server.port, timeout=TIMEOUT, context=context)
    ) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return Response(answer.status, answer.headers, answer.read())
