"""The routes that send an example's content and its thumbnail, so that a browser shows them safely.

An address with the file's ``sha256`` is for that file alone, and may be kept for ever.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from vizsla.errors import NotFoundError
from vizsla.modalities.modality_values import ShownFile
from vizsla.modalities.registry import modality_named
from vizsla.project.shown_examples import thumbnail_of
from vizsla.server.projects.example_routes import EXAMPLE, ExampleId
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.request_body import while_connected
from vizsla.workspace.thumbnail_files import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.workspace import Example

__all__ = ["BINARY", "ROUTER", "UNCHANGED", "Sha256", "send_file"]

ROUTER = APIRouter(dependencies=[*GUARDS])
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline",
}
FOR_EVER, ASK_AGAIN = "private, max-age=31536000, immutable", "private, no-cache"
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The client has it already."}}
Sha256 = Annotated[
    str | None,
    Query(
        pattern="^[0-9a-f]{64}$",
        description="The file's sha256: with it the answer may be kept for ever.",
    ),
]
Side = Annotated[
    int,
    Query(
        description="The longer side in pixels: 160, 320 or 640.",
        json_schema_extra={"enum": list(SIDES)},
    ),
]


@ROUTER.get(
    f"{EXAMPLE}/content",
    operation_id="showContent",
    response_class=Response,
    responses={
        200: {
            "description": "The file: an image turned upright, a text in UTF-8, a sound that "
            "browsers play.",
            "content": dict.fromkeys(
                (
                    "image/jpeg",
                    "image/png",
                    "image/webp",
                    "image/gif",
                    "text/plain",
                    "audio/wav",
                    "audio/flac",
                    "audio/mpeg",
                    "application/octet-stream",
                ),
                BINARY,
            ),
        },
        **UNCHANGED,
    },
)
async def send_content(
    request: Request, project: OneProject, example: ExampleId, sha256: Sha256 = None
) -> Response:
    """Send an example's file as a browser shows it safely, and as training sees it."""

    def make(found: Example) -> ShownFile:
        content = project.store.read(found)
        modality = modality_named(project.store.modality)
        return modality.shown(content, limits=project.service.settings.limits)

    return await send_file(request, project, example, sha256, make)


@ROUTER.get(
    f"{EXAMPLE}/thumbnail",
    operation_id="showThumbnail",
    response_class=Response,
    responses={
        200: {"description": "A small image.", "content": {"image/webp": BINARY}},
        **UNCHANGED,
    },
)
async def send_thumbnail(
    request: Request,
    project: OneProject,
    example: ExampleId,
    size: Side = 320,
    sha256: Sha256 = None,
) -> Response:
    """Send a small WebP of an example, which is made once."""
    if size not in SIDES:
        raise NotFoundError(f"there are thumbnails of {SIDES} pixels, not of {size}")
    store = project.store

    def make(found: Example) -> ShownFile:
        made = thumbnail_of(store, found, size, project.service.settings.limits)
        if made is None:
            raise NotFoundError(f"example {found.id} is no image, and has no thumbnail")
        return ShownFile(made, "image/webp")

    def known(found: Example) -> ShownFile | None:
        content = store.files.thumbnails.read(found.sha256, size)
        return None if content is None else ShownFile(content, "image/webp")

    return await send_file(request, project, example, sha256, make, known)


async def send_file(
    request: Request,
    project: OneProject,
    number: int,
    sha256: str | None,
    make: Callable[[Example], ShownFile],
    known: Callable[[Example], ShownFile | None] = lambda _: None,
) -> Response:
    """Send what is made of an example, which stays the same as long as the example's file does."""
    (example,) = await run_in_threadpool(project.store.get, [number])
    if sha256 not in {None, example.sha256}:
        raise NotFoundError(f"example {number} has another file than that")
    tag = f'"{example.sha256}"'
    headers = {**SAFE, "ETag": tag, "Cache-Control": FOR_EVER if sha256 else ASK_AGAIN}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    file = await run_in_threadpool(known, example)
    if file is None:
        queue = project.service.queue  # decoding takes memory: only so many at once
        with queue.admitted():
            file = await while_connected(request, queue.run(partial(make, example)))
    return Response(file.content, headers=headers, media_type=file.media_type)
