"""Lets a server be reached below a path, such as ``/vizsla``, where a proxy puts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["PathPrefix"]


class PathPrefix:
    """ASGI middleware that names the prefix, whether the proxy strips it or passes it on.

    Args:
        app: what answers.
        prefix: the prefix, without a slash at its end.

    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            path = scope["path"]
            if not path.startswith(f"{self._prefix}/"):
                path = f"{self._prefix}{path}"
            # In place: the log, outside of this, reads from it which route was taken.
            scope.update(root_path=self._prefix, path=path)
        await self._app(scope, receive, send)
