"""Refuses training where the server was not started for it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from vizsla.errors import AccessDeniedError
from vizsla.server.compat.custom_vision_training.training_paths import TRAINING
from vizsla.server.require_key import require_key

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[Depends(require_key)], include_in_schema=False)


@ROUTER.api_route(f"{TRAINING}/{{rest:path}}", methods=["GET", "POST", "PATCH", "DELETE"])
def refuse_training() -> Any:  # noqa: ANN401 - it never returns
    """Refuse training, and name the option that allows it."""
    raise AccessDeniedError(
        "this server changes no projects; to let programs train here, start it with: vizsla serve "
        "--training"
    )
