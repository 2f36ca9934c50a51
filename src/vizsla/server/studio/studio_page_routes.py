"""The routes of the studio's files, and the page that every address of its screens gets.

The page has no data: what it shows, it asks of ``/v1``.
"""

from __future__ import annotations

import json
import re
import secrets
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from vizsla.errors import MissingExtraError, RequestError
from vizsla.server.studio.screen_files import links_of
from vizsla.server.studio.studio_files import ASSETS, INDEX, StudioFiles, check_studio

__all__ = ["STUDIO", "studio_headers", "studio_router"]

STUDIO = "/studio/"
POLICY: dict[str, str] = json.loads(
    (Path(__file__).parents[2] / "contract" / "studio-policy.json").read_text("utf-8")
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
UNCHANGED, MOVED, NOT_FOUND = 304, 308, 404
_BASE = re.compile(r"<base\b[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def studio_router() -> APIRouter:
    """Return the routes of the files that this copy of Vizsla has."""
    files = StudioFiles.listed()
    router = APIRouter(include_in_schema=False)

    def show_first(request: Request) -> Response:
        """Lead to the page: its addresses are relative to the folder."""
        return Response(status_code=MOVED, headers={"Location": _folder(request)})

    def send(request: Request, name: str = INDEX) -> Response:
        """Send a file, or the page for an address of one of its screens."""
        try:
            check_studio()
        except MissingExtraError as error:
            raise RequestError(str(error), NOT_FOUND) from error
        if name in files.paths and name != INDEX:
            return _file(request, files, name)
        if name.startswith(ASSETS):
            raise RequestError(f"the studio has no file {name!r:.120}", NOT_FOUND)
        return _page(request, files, name)

    methods = ["GET", "HEAD"]
    router.add_api_route(STUDIO.rstrip("/"), show_first, methods=methods, response_model=None)
    router.add_api_route(STUDIO, send, methods=methods, response_model=None)
    router.add_api_route(f"{STUDIO}{{name:path}}", send, methods=methods, response_model=None)
    return router


def _folder(request: Request) -> str:
    return f"{request.scope.get('root_path', '')}{STUDIO}"


def _page(request: Request, files: StudioFiles, name: str) -> Response:
    """Return the page, which knows its folder, and a word that lets it add styles.

    The word is another one in each response, so that no text of a user's could have it. The page
    names the files of the screen at that address, so that the browser fetches them at once.
    """
    text = files.paths[INDEX].read_text("utf-8")
    nonce = secrets.token_urlsafe(16)
    added = f'<base href="{escape(_folder(request))}"><meta property="csp-nonce" nonce="{nonce}">'
    text = _HEAD.sub(lambda head: f"{head[0]}{added}", _BASE.sub("", text), count=1)
    links = links_of(name, files, filtered=bool(request.url.query))
    # Last, so that a screen's styles come after those that all screens share.
    text = text.replace("</head>", f"{links}</head>", 1)
    headers = {**studio_headers(nonce), "Cache-Control": ASK_AGAIN}
    return Response(text, headers=headers, media_type="text/html; charset=utf-8")


def _file(request: Request, files: StudioFiles, name: str) -> Response:
    found = files.read(name, request.headers.get("accept-encoding", ""))
    assert found is not None  # noqa: S101 - it is listed
    headers = {
        **studio_headers(),
        "Cache-Control": FOR_EVER if name.startswith(ASSETS) else ASK_AGAIN,
        "ETag": found.tag,
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=UNCHANGED, headers=headers)
    if found.encoding is not None:
        headers["Content-Encoding"] = found.encoding
    return Response(found.content, headers=headers, media_type=found.media_type)


def studio_headers(nonce: str | None = None) -> dict[str, str]:
    """Return the headers of every response with a file of the studio.

    Args:
        nonce: a word by which the page may add styles; None for none.

    """
    policy: dict[str, Any] = dict(POLICY)
    if nonce is not None:
        policy["style-src"] += f" 'nonce-{nonce}'"
    written = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    return {"Content-Security-Policy": written, **HEADERS}
