"""The pages for people: all functions, and one each with code to copy and an input to try.

They come from this server alone, and ask it for what they show.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response

from vizsla.errors import RequestError

__all__ = ["ROUTER"]

ROUTER = APIRouter(include_in_schema=False)
PAGES = Path(__file__).parent / "docs_pages"
STYLE = Path(__file__).parents[1] / "pages" / "style.css"
NOT_FOUND = 404
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; media-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@ROUTER.get("/")
async def show_functions() -> Response:
    """Show the page of all functions."""
    return _file("functions.html")


@ROUTER.get("/docs/{name}")
async def show_function(name: str) -> Response:
    """Show the page of one function; a name that is unknown is told there."""
    del name
    return _file("function.html")


@ROUTER.get("/docs/assets/{file}")
async def send_asset(file: str) -> Response:
    """Send a script or the style of the pages."""
    if file not in _ASSETS:
        raise RequestError(f"there is no file {file!r:.90} of the pages", NOT_FOUND)
    return _file(file)


# The style is that of all HTML pages.
_FILES = {each.name: each for each in (STYLE, *PAGES.iterdir())}
_ASSETS = frozenset(name for name in _FILES if name.endswith((".css", ".js")))


def _file(name: str) -> Response:
    path = _FILES[name]
    kind = f"{TYPES[path.suffix]}; charset=utf-8"
    return Response(path.read_bytes(), headers=HEADERS, media_type=kind)
