"""Serves the page's files, compressed with gzip -9."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

PACKED = (".gz", ".png", ".jpg")  # would not become smaller
TYPES = {".wasm": "application/wasm", ".js": "text/javascript", ".mjs": "text/javascript"}
ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class Server:
    """Serves folders inside a ``with`` block.

    Attributes:
        address: the URL of the root.
        sent: the bytes of each response since the dict was last cleared, by path.

    """

    def __init__(self, folders: dict[str, Path], *, isolated: bool = False) -> None:
        self.sent: dict[str, int] = {}
        self._folders = {prefix: folder.resolve() for prefix, folder in folders.items()}
        self._headers = ISOLATION if isolated else {}
        self._bodies: dict[Path, bytes] = {}
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Start the server."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._server.server_close()

    def _find(self, path: str) -> Path | None:
        for prefix, folder in self._folders.items():
            if path.startswith(prefix):
                found = (folder / path[len(prefix) :]).resolve()
                return found if found.is_relative_to(folder) and found.is_file() else None
        return None

    def _body(self, file: Path) -> bytes:
        if file not in self._bodies:
            content = file.read_bytes()
            self._bodies[file] = content if file.suffix in PACKED else gzip.compress(content, 9)
        return self._bodies[file]

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # small files need not wait

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                file = server._find(path)
                if file is None:
                    self.send_error(404)
                    return
                body = server._body(file)
                server.sent[path] = len(body)
                kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
                self.send_response(200)
                self.send_header("Content-Type", kind or "application/octet-stream")
                self.send_header("Content-Length", str(len(body)))
                if file.suffix not in PACKED:
                    self.send_header("Content-Encoding", "gzip")
                for name, value in server._headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        return Handler
