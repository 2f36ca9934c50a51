"""Lets a server be reached below a path, such as ``/vizsla``, where a proxy puts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["PathPrefix", "check_prefix"]


def check_prefix(prefix: str, paths: Iterable[str]) -> None:
    """Refuse a prefix that begins as a server's own addresses do.

    Behind a proxy that strips the prefix, ``/v1/functions`` would be taken for ``/functions``.

    Args:
        prefix: the prefix, without a slash at its end; empty for none.
        paths: the server's own paths.

    Raises:
        OptionError: the first word of the prefix is the first word of a path.

    """
    own = sorted({each.split("/")[1] for each in paths} - {""})
    first = prefix.partition("/")[2].partition("/")[0]
    if first in own:
        raise OptionError(
            f"path_prefix={prefix!r} begins as the server's own addresses do "
            f"(/{', /'.join(own)}); choose another, as in /vizsla"
        )


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
