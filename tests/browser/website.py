"""A web server for tests: folders, made-up files, headers, and faults, each as a test needs it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}


@dataclass
class Request:
    """A request of a browser."""

    path: str
    range: str | None


@dataclass
class Site:
    """The files that a web server serves, and the requests that it got.

    Attributes:
        folders: the served folders, by path.
        files: single files by path; they go before the folders.
        headers: the headers of every answer.
        faults: the faults that replace answers, by path; each fault happens once.
        requests: all requests, in order.

    """

    folders: dict[str, Path] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[Callable[[Handler, bytes], None]]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    url: str = ""

    def asked(self, ending: str) -> list[Request]:
        """Return the requests for paths that end so."""
        return [each for each in self.requests if each.path.endswith(ending)]

    def find(self, path: str) -> bytes | None:
        """Return what lies at a path, or None."""
        if path in self.files:
            return self.files[path]
        for prefix, folder in sorted(self.folders.items(), key=lambda each: -len(each[0])):
            file = folder / path.removeprefix(prefix)
            if path.startswith(prefix) and file.is_file():
                return file.read_bytes()
        return None


class Handler(BaseHTTPRequestHandler):
    """Answers one request; ``site`` is set on a subclass."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, with ranges."""
        path = self.path.partition("?")[0]
        self.site.requests.append(Request(path, self.headers.get("Range")))
        content = self.site.find(path)
        faults = self.site.faults.get(path)
        if faults:
            faults.pop(0)(self, content or b"")
        elif content is None:
            self.send(404, b"not here")
        else:
            self.send_range(content)

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self.do_GET()

    def send_range(self, content: bytes) -> None:
        """Send all of it, or what the request's range asks for."""
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        begin = int(wanted[1]) if wanted else 0
        if wanted and begin >= len(content):
            self.send(416, b"")
        elif wanted:
            said = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            self.send(206, content[begin:], {"Content-Range": said})
        else:
            self.send(200, content)

    def send(
        self,
        status: int,
        content: bytes,
        headers: dict[str, str] | None = None,
        *,
        length: int | None = None,
    ) -> None:
        """Send an answer; a length beyond the content makes it break off."""
        self.send_response(status)
        path = self.path.partition("?")[0]
        suffix = ".html" if path.endswith("/") else "." + path.rpartition(".")[2]
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in {**self.site.headers, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        if length is not None:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


def serve(site: Site) -> ThreadingHTTPServer:
    """Serve a site on a free port of this machine."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Browsers hang up whenever they like."""

    handler = type("Handler", (Handler,), {"site": site})
    server = Quiet(("127.0.0.1", 0), handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
