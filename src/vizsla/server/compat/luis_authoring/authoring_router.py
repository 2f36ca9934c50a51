"""What makes the routes of LUIS's authoring, which stand below several roots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends

from vizsla.server.compat.luis.luis_shape import ROOT
from vizsla.server.require_key import require_key

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AUTHORING", "METHODS", "AuthoringRouter"]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
AUTHORING = tuple(
    f"{ROOT}/{each}"
    for each in ("authoring/v3.0-preview", "authoring/v3.0", "api/v3.0-preview", "api/v2.0")
)


class AuthoringRouter:
    """Collects routes, each below all roots.

    Attributes:
        routes: the router with the routes.

    Args:
        listed: whether the OpenAPI document has them.

    """

    def __init__(self, *, listed: bool = True) -> None:
        self.routes = APIRouter(dependencies=[Depends(require_key)], include_in_schema=listed)

    def route(self, method: str, path: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Return what adds a function as the route of a method and a path below each root."""

        def add(endpoint: Callable[..., Any]) -> Callable[..., Any]:
            for root in AUTHORING:
                self.routes.add_api_route(f"{root}{path}", endpoint, methods=[method])
            return endpoint

        return add
