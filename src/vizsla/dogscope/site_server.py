"""A small web server for the site: it serves files from memory, and keeps no log."""

from __future__ import annotations

import json
import re
import ssl
import threading
from gzip import compress
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SiteServer", "serve"]

_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "woff2": "font/woff2",
}
_TEXT = frozenset(("html", "js", "css", "txt", "json", "webmanifest", "svg"))
_POLICY = Path(__file__).parents[1] / "contract" / "dogscope-policy.json"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=(\d{1,15})-")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


class SiteServer:
    """A server of the site.

    Attributes:
        port: the port that it listens at.
        is_secure: whether it speaks HTTPS.

    """

    def __init__(self, server: ThreadingHTTPServer, *, is_secure: bool) -> None:
        self._server = server
        self._thread: threading.Thread | None = None
        self.port: int = server.server_port
        self.is_secure = is_secure

    def start(self) -> None:
        """Serve in the background."""
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until the server is closed, or this process is interrupted."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(0.5)  # seconds; on Windows Ctrl+C waits for the end of it

    def close(self) -> None:
        """Stop serving, and free the port."""
        if self._thread is not None:
            self._server.shutdown()
        self._server.server_close()


def serve(
    files: Mapping[str, bytes],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    certificate: Path | None = None,
) -> SiteServer:
    """Open a server, which answers once it is started.

    Args:
        files: the files by path, without a leading slash; ``index.html`` is the page.
        host: the address to listen at: this machine alone, or ``0.0.0.0`` for its networks.
        port: the port to listen at; 0 takes a free one.
        certificate: a PEM file with the key and the certificate, for HTTPS.

    Raises:
        OptionError: the port is taken, or not allowed.

    """
    served = {"files": _SiteFiles(files), "headers_for_all": _headers()}
    handler = type("Handler", (_Handler,), served)
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    try:
        server = _QuietServer((host, port), handler, context)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OptionError(
            f"port {port} can't be used ({reason}); choose another one with --port, or 0 for any "
            "free one"
        ) from error
    return SiteServer(server, is_secure=certificate is not None)


def _headers() -> dict[str, str]:
    """Return the headers of every response, with the policy that the page has, too."""
    policy = json.loads(_POLICY.read_text("utf-8"))
    directives = policy["page"] | policy["header_only"]
    content = "; ".join(f"{name} {sources}" for name, sources in directives.items())
    return {"Content-Security-Policy": content, **_HEADERS}


class _SiteFiles:
    """The files, each compressed when it is first asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        self._packed: dict[str, bytes] = {}
        self._tags: dict[str, str] = {}

    def find(self, path: str) -> tuple[str, bytes] | None:
        try:
            name = unquote(urlsplit(path).path).lstrip("/") or "index.html"
        except ValueError:  # such as "http://["
            return None
        content = self._files.get(name)
        return None if content is None else (name, content)

    def tag(self, name: str) -> str:
        """Return a tag that changes with the file's content."""
        if name not in self._tags:
            self._tags[name] = f'"{sha256(self._files[name]).hexdigest()[:32]}"'
        return self._tags[name]

    def packed(self, name: str) -> bytes | None:
        """Return the compressed file; None for a file that is no text."""
        if name.rpartition(".")[2] not in _TEXT:
            return None
        if name not in self._packed:
            self._packed[name] = compress(self._files[name], 9, mtime=0)
        return self._packed[name]


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection's requests; a subclass sets the files and the headers."""

    files: _SiteFiles
    headers_for_all: Mapping[str, str]
    protocol_version = "HTTP/1.1"
    server_version = "vizsla"
    sys_version = ""
    timeout = 60  # seconds; an idle connection is closed then

    def do_GET(self) -> None:
        """Answer with a file."""
        self._answer(with_content=True)

    def do_HEAD(self) -> None:
        """Answer with a file's headers."""
        self._answer(with_content=False)

    def _answer(self, *, with_content: bool) -> None:
        found = self.files.find(self.path)
        if found is None:
            self._send(HTTPStatus.NOT_FOUND, b"not found\n", {}, with_content=with_content)
            return
        name, content = found
        suffix = name.rpartition(".")[2]
        headers = {
            "Content-Type": _TYPES.get(suffix, "application/octet-stream"),
            # Vite's files have their hash in the name; browsers check the others every time.
            "Cache-Control": "max-age=31536000, immutable"
            if name.startswith("assets/")
            else "no-cache",
            "ETag": self.files.tag(name),
        }
        if self.headers.get("If-None-Match") == headers["ETag"]:
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers, with_content=False)
            return
        packed = self.files.packed(name)
        if packed is not None:
            headers["Vary"] = "Accept-Encoding"
        if packed is not None and _GZIP.search(self.headers.get("Accept-Encoding", "")):
            headers["Content-Encoding"] = "gzip"
            self._send(HTTPStatus.OK, packed, headers, with_content=with_content)
            return
        wanted = _RANGE.fullmatch(self.headers.get("Range", ""))
        begin = int(wanted[1]) if wanted else 0
        if wanted and begin >= len(content):
            headers["Content-Range"] = f"bytes */{len(content)}"
            status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
            self._send(status, b"", headers, with_content=with_content)
        elif wanted:
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
            part = content[begin:]
            self._send(HTTPStatus.PARTIAL_CONTENT, part, headers, with_content=with_content)
        else:
            self._send(HTTPStatus.OK, content, headers, with_content=with_content)

    def _send(
        self, status: HTTPStatus, content: bytes, headers: Mapping[str, str], *, with_content: bool
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        for name, value in {**self.headers_for_all, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_content:
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that http.server refuses, with the same headers as any other."""
        del explain
        self.close_connection = True
        reason = message or HTTPStatus(code).phrase
        headers = {"Connection": "close", "Content-Type": "text/plain; charset=utf-8"}
        self._send(HTTPStatus(code), f"{reason}\n".encode(), headers, with_content=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Keep no log."""


class _QuietServer(ThreadingHTTPServer):
    """A server that reports no errors: browsers hang up and refuse certificates at any time."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], handler: type, context: ssl.SSLContext | None
    ) -> None:
        self._context = context
        super().__init__(address, handler)

    def finish_request(self, request: object, client_address: object) -> None:
        """Shake hands in the connection's own thread, so that a silent client blocks no other."""
        if self._context is None:
            super().finish_request(request, client_address)  # type: ignore[arg-type]
            return
        request.settimeout(_Handler.timeout)  # type: ignore[attr-defined]
        with self._context.wrap_socket(request, server_side=True) as secured:  # type: ignore[arg-type]
            super().finish_request(secured, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report nothing."""
