"""Refuses what of LUIS's authoring is not here, by name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request

from vizsla.errors import AccessDeniedError, RequestError
from vizsla.server.compat.luis_authoring.authoring_router import AuthoringRouter

__all__ = ["CLOSED", "OTHERS"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OTHERS, CLOSED = AuthoringRouter(listed=False), AuthoringRouter(listed=False)


def refuse_other(request: Request, rest: str) -> Any:  # noqa: ANN401 - it never returns
    """Say that there is no such call here."""
    raise RequestError(
        f"{request.method} {rest!r:.120} of LUIS's authoring is not here; there are apps, the "
        "import and export of versions, train and publish. Change texts and entities in the "
        "version's JSON, or with Vizsla itself",
        HTTPStatus.NOT_FOUND,
    )


def refuse_all(rest: str) -> Any:  # noqa: ANN401 - it never returns
    """Say how to let programs change apps here."""
    del rest
    raise AccessDeniedError(
        "this server changes no apps; to let programs import and train them here, start it with: "
        "vizsla serve --training"
    )


for _method in METHODS:
    OTHERS.route(_method, "/{rest:path}")(refuse_other)
    CLOSED.route(_method, "/{rest:path}")(refuse_all)
