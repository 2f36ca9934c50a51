"""A server behind a proxy that puts a prefix before its addresses."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx

from server.running_server import TIMEOUT, thread

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "/ai/vizsla"


class Proxy(BaseHTTPRequestHandler):
    """A proxy that puts a prefix before the addresses of a server."""

    protocol_version = "HTTP/1.1"

    def __init__(self, target: str, strips: bool, *arguments: Any) -> None:  # noqa: FBT001
        self.target, self.strips = target, strips
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Pass a request on."""
        self._pass_on()

    def do_POST(self) -> None:
        """Pass a request on."""
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.removeprefix(PREFIX) if self.strips else self.path
        kept = {name: self.headers[name] for name in ("Content-Type",) if self.headers[name]}
        answer = httpx.request(
            self.command, self.target + path, content=body, headers=kept, timeout=TIMEOUT
        )
        self.send_response(answer.status_code)
        for name in ("Content-Type", "Content-Security-Policy"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def behind_proxy(*, strips: bool) -> Iterator[str]:
    """Run a server behind a proxy, and yield its address.

    Args:
        strips: whether the proxy strips the prefix, or passes it on.

    """
    with thread(path_prefix=PREFIX) as (client, _):
        target = str(client.base_url).rstrip("/")
        handler = partial(Proxy, target, strips)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
            running = threading.Thread(target=proxy.serve_forever)
            running.start()
            yield f"http://127.0.0.1:{proxy.server_port}{PREFIX}/"
            proxy.shutdown()
            running.join()
