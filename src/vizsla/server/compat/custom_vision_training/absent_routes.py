"""Refuses what Custom Vision's training has and this server has not, by name."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request

from vizsla.server.compat.custom_vision_training.refusal import not_here
from vizsla.server.compat.custom_vision_training.training_paths import PROJECT, TRAINING
from vizsla.server.compat.training_access import training_workspace
from vizsla.server.require_key import require_key

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)], include_in_schema=False)
WHOLE = "projects classify whole images"
KEPT = "predictions are not kept; upload the image"
ABSENT = {
    (f"{PROJECT}/images/regions", "POST"): ("region of an image", WHOLE),
    (f"{PROJECT}/images/regions", "DELETE"): ("region of an image", WHOLE),
    (f"{PROJECT}/images/{{image}}/regionproposals", "POST"): ("proposal of regions", WHOLE),
    (f"{PROJECT}/images/predictions", "POST"): ("stored prediction", KEPT),
    (f"{PROJECT}/predictions", "DELETE"): ("stored prediction", KEPT),
    (f"{PROJECT}/predictions/query", "POST"): ("stored prediction", KEPT),
    (f"{PROJECT}/images/suggested", "POST"): ("suggested tag", "see: vizsla suggest"),
    (f"{PROJECT}/images/suggested/count", "POST"): ("suggested tag", "see: vizsla suggest"),
    (f"{PROJECT}/tagsandregions/suggestions", "POST"): ("suggested tag", "see: vizsla suggest"),
    (f"{PROJECT}/export", "GET"): ("export of a whole project", "see: vizsla export-data"),
    (f"{PROJECT}/artifacts", "GET"): ("artifact of a project", ""),
    (f"{TRAINING}/projects/import", "POST"): ("import of a project", "upload its images"),
}


def refuse(request: Request) -> Any:  # noqa: ANN401 - it never returns
    """Refuse a route that this server has not got, by name."""
    training_workspace(request)
    raise not_here(*ABSENT[request.scope["route"].path, request.method])


for _path, _method in ABSENT:
    ROUTER.add_api_route(_path, refuse, methods=[_method])
