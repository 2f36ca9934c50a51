"""The files of the JavaScript runtime, by which the studio's page calls functions on the device."""

from __future__ import annotations

from hashlib import sha256

from fastapi import APIRouter, Request, Response

from vizsla.errors import RequestError
from vizsla.server.studio.studio_page_routes import STUDIO, UNCHANGED, studio_headers

__all__ = ["ROUTER"]

ROUTER = APIRouter(include_in_schema=False)
NOT_FOUND = 404


@ROUTER.api_route(f"{STUDIO}runtime/{{name:path}}", methods=["GET", "HEAD"], response_model=None)
def send_runtime_file(request: Request, name: str) -> Response:
    """Send a file of the runtime; the engine's are compressed, and the runtime unpacks them."""
    # Imported here: it brings numpy, and a server starts without.
    from vizsla.publish.web.runtime_files import runtime_file  # noqa: PLC0415

    content = runtime_file(name)
    if content is None:
        raise RequestError(f"the runtime has no file {name!r:.120}", NOT_FOUND)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {**studio_headers(), "Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=UNCHANGED, headers=headers)
    is_script = name.endswith(".js")
    kind = "text/javascript; charset=utf-8" if is_script else "application/octet-stream"
    return Response(content, headers=headers, media_type=kind)
