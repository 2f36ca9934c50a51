"""The site's files, and the response to a request for one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gzip import compress
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.local_site.http_request import HttpRequest

__all__ = ["HEADERS", "Response", "SiteResponses", "refusal"]

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
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=(\d{1,15})-")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


@dataclass(frozen=True, slots=True)
class Response:
    """A response of HTTP.

    Attributes:
        status: the status.
        headers: its own headers; those of all responses come on top.
        content: the body, which is not sent for a HEAD.

    """

    status: HTTPStatus
    headers: Mapping[str, str]
    content: bytes


class SiteResponses:
    """Answers requests for the site's files; each file is compressed when it is first asked for.

    Args:
        files: the files by path, without a leading slash; ``index.html`` is the page. What it has
            may change.

    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._packed: dict[str, tuple[bytes, bytes]] = {}  # with what they are made of
        self._tags: dict[str, tuple[bytes, str]] = {}

    def respond(self, request: HttpRequest) -> Response:
        """Return the response to a GET or a HEAD."""
        found = self._find(request.path)
        if found is None:
            return Response(HTTPStatus.NOT_FOUND, {}, b"not found\n")
        name, content = found
        headers = {
            "Content-Type": _TYPES.get(_ending(name), "application/octet-stream"),
            # Vite's files have their hash in the name; browsers check the others every time.
            "Cache-Control": "max-age=31536000, immutable"
            if name.startswith("assets/")
            else "no-cache",
            "ETag": self._tag(name, content),
        }
        if request.header("If-None-Match") == headers["ETag"]:
            return Response(HTTPStatus.NOT_MODIFIED, headers, b"")
        packed = self._pack(name, content)
        if packed is not None:
            headers["Vary"] = "Accept-Encoding"
        if packed is not None and _GZIP.search(request.header("Accept-Encoding")):
            return Response(HTTPStatus.OK, {**headers, "Content-Encoding": "gzip"}, packed)
        wanted = _RANGE.fullmatch(request.header("Range"))
        if wanted is None:
            return Response(HTTPStatus.OK, headers, content)
        return _part(content, int(wanted[1]), headers)

    def _find(self, path: str) -> tuple[str, bytes] | None:
        try:
            name = unquote(urlsplit(path).path).lstrip("/") or "index.html"
        except ValueError:  # such as "http://["
            return None
        content = self._files.get(name)
        return None if content is None else (name, content)

    def _tag(self, name: str, content: bytes) -> str:
        """Return a tag that changes with the file's content."""
        of, tag = self._tags.get(name, (None, ""))
        if of is not content:
            tag = f'"{sha256(content).hexdigest()[:32]}"'
            self._tags[name] = content, tag
        return tag

    def _pack(self, name: str, content: bytes) -> bytes | None:
        """Return the compressed file; None for a file that is no text."""
        if _ending(name) not in _TEXT:
            return None
        of, packed = self._packed.get(name, (b"", b""))
        if of is not content or not packed:
            packed = compress(content, 9, mtime=0)
            self._packed[name] = content, packed
        return packed


def _ending(name: str) -> str:
    return "html" if name.endswith("/") else name.rpartition(".")[2]


def _part(content: bytes, begin: int, headers: Mapping[str, str]) -> Response:
    size = len(content)
    if begin >= size:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return Response(status, {**headers, "Content-Range": f"bytes */{size}"}, b"")
    spread = f"bytes {begin}-{size - 1}/{size}"
    part = content[begin:]
    return Response(HTTPStatus.PARTIAL_CONTENT, {**headers, "Content-Range": spread}, part)


def refusal(status: HTTPStatus) -> Response:
    """Return the response to a request that is no GET or HEAD, or no HTTP; it ends a connection."""
    headers = {"Connection": "close", "Content-Type": "text/plain; charset=utf-8"}
    return Response(status, headers, f"{status.phrase}\n".encode())
