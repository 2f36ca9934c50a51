"""A website with one photograph, which keeps what it was asked for."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

from modalities.odd_files import encoded, picture

if TYPE_CHECKING:
    from collections.abc import Iterator

JPEG = encoded(picture(), "JPEG")


class Photos(BaseHTTPRequestHandler):
    """Answers with a photograph, and keeps what was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(JPEG)))
        self.end_headers()
        self.wfile.write(JPEG)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def photo_site() -> Iterator[str]:
    """Run the website, and yield the photograph's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Photos) as site:
        running = threading.Thread(target=site.serve_forever)
        running.start()
        Photos.asked.clear()
        try:
            yield f"http://127.0.0.1:{site.server_port}/park.jpg"
        finally:
            site.shutdown()
            running.join()
