"""Decides whether a request may be answered, before anything of it is read."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from vizsla.errors import AccessDeniedError
from vizsla.server.error_responses import error_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from vizsla.server.server_settings import ServerSettings

__all__ = ["AccessCheck", "is_other_website"]

CROSS_SITE = "cross-site"
MOST_REMEMBERED = 100  # names by which the server was called


class AccessCheck:
    """ASGI middleware that keeps other websites away from a server that needs no keys.

    A browser lets any website send requests to ``localhost`` and to the network around it, also
    under a name of the website's own that leads here (DNS rebinding). So the host must be an
    address, which is no website's own, or one of our names; and the origin, which browsers send,
    the host's own or one that is allowed. Where keys are needed this does not matter: browsers
    send no key by themselves.

    Args:
        app: what answers.
        settings: the server's settings.

    """

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._settings = settings
        own = socket.gethostname().lower()
        short = own.partition(".")[0]
        named = {settings.host, *settings.allowed_hosts}
        self._hosts = {"localhost", own, short, f"{short}.local", *map(str.lower, named)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and not self._settings.needs_keys:
            headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
            error = self._refusal(headers.get(b"host", ""), headers.get(b"origin"))
            if error is not None:
                await error_response(error, scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, host: str, origin: str | None) -> AccessDeniedError | None:
        name = _host_name(host)
        if name not in self._hosts and not _is_address(name):
            return AccessDeniedError(
                f"this server is not called {host!r:.80}; {self._way_out('name', '--allow-host')}"
            )
        if origin is None or origin in self._settings.cors_origins:
            return None
        if _host_of(origin) == host:
            return None
        return AccessDeniedError(
            f"the website {origin!r:.80} may not call this server; "
            f"{self._way_out('website', '--allow-origin')}"
        )

    def _way_out(self, what: str, option: str) -> str:
        """Return what to do; the studio of one person is opened on its computer alone."""
        if self._settings.studio:
            return (
                "open the studio at the address that it printed; for people on other computers "
                "start it with --team"
            )
        return f"to allow that {what}, start it with {option}"


def is_other_website(headers: Mapping[str, str], settings: ServerSettings) -> bool:
    """Return whether a browser asks on behalf of a website that may not call this server.

    A browser asks for images without the header ``Origin``, so that another website's page could
    show those of a server on this computer, or find out whether one is there.
    """
    if settings.needs_keys or headers.get("origin") in settings.cors_origins:
        return False
    return headers.get("sec-fetch-site") == CROSS_SITE


@lru_cache(maxsize=MOST_REMEMBERED)
def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=MOST_REMEMBERED)
def _host_of(origin: str) -> str | None:
    """Return the host and port of a website; None for an origin that is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets without an address in them
        return None


@lru_cache(maxsize=MOST_REMEMBERED)
def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
