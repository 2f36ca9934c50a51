"""Refuses LUIS's authoring where the server was not started for it."""

from __future__ import annotations

from typing import Any

from vizsla.errors import AccessDeniedError
from vizsla.server.compat.luis_authoring.authoring_router import METHODS, AuthoringRouter

__all__ = ["CLOSED"]

CLOSED = AuthoringRouter(listed=False)


def refuse_all(rest: str) -> Any:  # noqa: ANN401 - it never returns
    """Refuse changes of apps, and name the option that allows them."""
    del rest
    raise AccessDeniedError(
        "this server changes no apps; to let programs import and train them here, start it with: "
        "vizsla serve --training"
    )


for _method in METHODS:
    CLOSED.route(_method, "/{rest:path}")(refuse_all)
