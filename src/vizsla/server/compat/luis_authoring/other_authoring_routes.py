"""Refuses what of LUIS's authoring is not here, by name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

from vizsla.errors import RequestError
from vizsla.server.compat.luis_authoring import (
    luis_app_routes,
    luis_training_routes,
    luis_version_routes,
)
from vizsla.server.compat.luis_authoring.authoring_router import METHODS, AuthoringRouter

__all__ = ["LISTED", "OTHERS"]

LISTED = (
    luis_app_routes.ROUTER.routes,
    luis_version_routes.ROUTER.routes,
    luis_training_routes.ROUTER.routes,
)
OTHERS = AuthoringRouter(listed=False)


def refuse_other(request: Request, rest: str) -> Any:  # noqa: ANN401 - it never returns
    """Say that there is no such call here, or not by this method."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    routes: list[Any] = [each for router in LISTED for each in router.routes]
    if any(each.path_regex.match(path) for each in routes):
        raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
    raise RequestError(
        f"{request.method} {rest!r:.120} of LUIS's authoring is not here; there are apps, the "
        "import and export of versions, train and publish. Change texts and entities in the "
        "version's JSON, or with Vizsla itself",
        HTTPStatus.NOT_FOUND,
    )


for _method in METHODS:
    OTHERS.route(_method, "/{rest:path}")(refuse_other)
