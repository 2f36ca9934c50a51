"""Answers a request for a file of a function, as the runtime in browsers and in Node asks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response

from vizsla.server.bundle_download import file_sha256, read_download
from vizsla.server.download_response import DownloadResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from vizsla.server.served_functions import ServedFunction
    from vizsla.server.service import Service

__all__ = ["bundle_file_response"]

UNCHANGED = 304


async def bundle_file_response(
    request: Request,
    service: Service,
    served: ServedFunction,
    file: str,
    headers: Mapping[str, str],
    media_type: str,
) -> Response:
    """Return the response with a file; that the client has it already, where it does.

    Args:
        request: the request.
        service: the server's parts.
        served: the function.
        file: the file's name.
        headers: who may keep it, and for how long.
        media_type: the value of ``Content-Type``.

    Raises:
        RequestError: there is no such file.
        BundleDamagedError: the file is missing or altered.

    """
    headers = {**headers, "X-Content-Type-Options": "nosniff"}
    sha256 = file_sha256(served, file)
    if sha256 is not None:
        headers["ETag"] = f'"{sha256}"'
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=UNCHANGED, headers=headers)
    found = await asyncio.to_thread(read_download, service.functions, served, file)
    return DownloadResponse(found, service.settings.body_seconds, headers, media_type)
