"""The routes about functions: the list, one's manifest and card, and its files."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request, Response

from vizsla.server.bundle_file_response import bundle_file_response
from vizsla.server.call_parameters import PARAMETERS, call_parameters
from vizsla.server.compat.public_ids import project_id
from vizsla.server.error_responses import request_id
from vizsla.server.require_key import key_of, require_key
from vizsla.server.service import Service

if TYPE_CHECKING:
    from vizsla.server.served_functions import ServedFunction

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)])
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"json": "application/json", "md": "text/markdown; charset=utf-8"}


@ROUTER.get("/v1/functions")
async def list_functions(request: Request) -> dict[str, Any]:
    """List the functions that may be called here."""
    found = await Service.of(request).listed(key_of(request), request_id(request.scope))
    return {"functions": [_summary(each) for each in found]}


@ROUTER.get("/v1/functions/{name}")
async def show_function(request: Request, name: str) -> dict[str, Any]:
    """Show a function: its manifest, and its card in Markdown."""
    service = Service.of(request)
    served = await service.find(name)
    return {
        **_summary(served),
        "project_id": project_id(served.bundle.manifest.name),
        "feedback": await service.keeper.allows(served),
        "manifest": json.loads(served.bundle.manifest.to_json()),
        "card": await asyncio.to_thread(served.bundle.card),
        "parameters": [
            {"name": each, "description": PARAMETERS[each].description, **PARAMETERS[each].schema}
            for each in call_parameters(served.kind)
        ],
    }


@ROUTER.get("/v1/functions/{name}/bundle/{file}")
async def send_file(request: Request, name: str, file: str) -> Response:
    """Send a file of a function's bundle, for the runtime in browsers and in Node.

    Give the address of the folder to ``load``. The files of a version never change.
    """
    service = Service.of(request)
    served = await service.find(name)
    fixed = name.partition("@")[2].isdecimal()
    headers = {
        "Cache-Control": FOR_EVER if fixed else "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    kind = TYPES.get(file.rpartition(".")[2], "application/octet-stream")
    return await bundle_file_response(request, service, served, file, headers, kind)


def _summary(served: ServedFunction) -> dict[str, Any]:
    manifest = served.bundle.manifest
    return {
        "name": manifest.name,
        "version": manifest.version,
        "kind": manifest.kind,
        "modality": served.kind.modality_name,
        "description": manifest.description,
        "labels": [each.answer for each in manifest.labels],
    }
