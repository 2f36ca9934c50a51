"""Finds the service that a request is for, and mends its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from starlette.routing import compile_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from vizsla.server.compat.base import CompatService

__all__ = ["ServicePaths"]

_SLASHES = re.compile(r"//+")


class _Route(NamedTuple):
    pattern: re.Pattern[str]
    form: str


class ServicePaths:
    """ASGI middleware that marks requests for a service, and writes their paths as our routes are.

    Programs join an endpoint that ends with a slash and a path that begins with one, write
    ``Prediction`` for ``prediction`` as the service's own pages do, and follow no redirects.

    Args:
        app: what answers.
        services: the services.
        prefix: the path before all addresses, which a proxy may strip or pass on.

    """

    def __init__(self, app: ASGIApp, services: Sequence[CompatService], prefix: str) -> None:
        self._app = app
        self._prefix = prefix
        self._services = [(each.shape, _routes(each)) for each in services]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            self._mend(scope)
        await self._app(scope, receive, send)

    def _mend(self, scope: Scope) -> None:
        path = _SLASHES.sub("/", scope["path"])
        has_prefix = path.startswith(f"{self._prefix}/") and self._prefix != ""
        own = path[len(self._prefix) :] if has_prefix else path
        for shape, routes in self._services:
            if shape.has(own):
                shape.mark(scope)
                mended = _written_as(routes, own.rstrip("/"))
                scope["path"] = f"{self._prefix}{mended}" if has_prefix else mended


def _routes(service: CompatService) -> list[_Route]:
    found = []
    for path in dict.fromkeys(service.paths()):
        pattern, form, _ = compile_path(path)
        found.append(_Route(re.compile(pattern.pattern, re.IGNORECASE), form))
    return found


def _written_as(routes: list[_Route], path: str) -> str:
    """Return a path as the route that it is meant for writes it."""
    for each in routes:
        match = each.pattern.match(path)
        if match is not None:
            return each.form.format(**match.groupdict())
    return path
