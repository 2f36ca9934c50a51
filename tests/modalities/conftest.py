"""Files in many formats, and a real web server."""

from __future__ import annotations

import io
import struct
import threading
import zlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from PIL import Image

HERE = Path(__file__).parent


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png_of(width: int, height: int, depth: int, colour: int, rows: bytes, **chunks: bytes) -> bytes:
    """Return a PNG with any header; ``rows`` have their filter bytes."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [("IHDR", header), *chunks.items(), ("IDAT", zlib.compress(rows, 1)), ("IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in parts:
        kind = name.encode()
        data += struct.pack(">I", len(body)) + kind + body
        data += struct.pack(">I", zlib.crc32(kind + body))
    return data


@pytest.fixture(scope="session")
def make_png() -> Callable[..., bytes]:
    return png_of


@pytest.fixture(scope="session")
def encode() -> Callable[..., bytes]:
    return encoded


@pytest.fixture(scope="session")
def noise() -> NDArray[np.uint8]:
    """An image of 50 x 40 random pixels."""
    return np.random.default_rng(2).integers(0, 256, (40, 50, 3), np.uint8)


@dataclass
class Server:
    """A web server on this machine, with a response for each path."""

    http: ThreadingHTTPServer
    scheme: str = "http"
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The server's URL, without a path."""
        return f"{self.scheme}://127.0.0.1:{self.http.server_port}"

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.scheme = "https"

    def answer(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Set the response of a path, and return its URL."""

        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            lines = {"Content_Length": str(len(body))} | headers
            for name, value in lines.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        return self.answer_by(path, send)

    def answer_by(self, path: str, send: Callable[[BaseHTTPRequestHandler], None]) -> str:
        """Set the function that answers a path, and return the path's URL."""
        self.answers[path.partition("?")[0]] = send
        return self.url + path


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append((self.path, dict(self.headers)))
            here.answers[self.path.partition("?")[0]](self)

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.handle_error = lambda *_: None  # in some tests the client hangs up
    here = Server(http)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,))
    thread.start()
    yield here
    http.shutdown()
    thread.join()
    http.server_close()
