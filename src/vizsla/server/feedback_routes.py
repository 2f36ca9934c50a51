"""The route for feedback on an answer: ``POST /v1/functions/{name}:feedback``."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, Request

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import AccessDeniedError, ServerBusyError
from vizsla.home import database_exists
from vizsla.server.feedback_body import read_feedback
from vizsla.server.request_body import read_body, while_connected
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
MOST_BYTES = 1 << 16  # of a body


@ROUTER.post("/v1/functions/{name}:feedback", status_code=202)
async def give_feedback(request: Request, name: str) -> dict[str, Any]:
    """Put the input of an answer, with the feedback on it, before the people who label."""
    service = Service.of(request)
    settings = service.settings
    served = await service.find(name)
    with service.memory.share() as share:
        body = await read_body(request, share, MOST_BYTES, settings.body_seconds)
    # On a thread: what it imports first takes 0.3 s.
    said = await asyncio.to_thread(read_feedback, body, request.headers.get("content-type", ""))
    manifest = served.bundle.manifest
    if served.place.path is None or not database_exists():
        raise AccessDeniedError(
            f"no feedback is allowed on {manifest.name!r}, which no project here has published"
        )
    from vizsla.project.receive_feedback import receive_feedback  # noqa: PLC0415 - see above

    key = key_of(request)
    receive = partial(
        receive_feedback,
        name=manifest.name,
        said=said,
        limits=settings.limits,
        key_id=None if key is None else key.public_id,
        who="feedback" if key is None else key.name,
    )
    try:
        async with asyncio.timeout(settings.seconds):
            found = await while_connected(request, service.keeper.receive(receive))
    except TimeoutError as error:
        raise ServerBusyError("the feedback was not stored in time; send it again later") from error
    known = {NONE_OF_THESE, *(each.answer for each in manifest.labels)}
    return {
        "status": "looked at" if found.looked_at else "waiting",
        "labels": list(found.labels),
        "new_labels": [each for each in found.labels if each not in known],
    }
