"""Puts the parts together to an ASGI application that speaks the protocol over HTTP."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from vizsla.server.access_check import AccessCheck
from vizsla.server.draining_server import serve
from vizsla.server.mcp.protocol_gate import ProtocolGate
from vizsla.server.mcp.protocol_server import protocol_server
from vizsla.server.request_log import RequestLog
from vizsla.server.service import Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from vizsla.modalities.sources.allowed_folders import AllowedFolders
    from vizsla.server.server_settings import ServerSettings

__all__ = ["PATH", "create_mcp_app", "run_http"]

PATH = "/mcp"
HEADERS = ("Authorization", "Content-Type", "Mcp-Method", "Mcp-Name", "Mcp-Protocol-Version")


def create_mcp_app(settings: ServerSettings, folders: AllowedFolders) -> Starlette:
    """Make the application, whose one address is ``/mcp``.

    It keeps no sessions, so that several servers can stand behind a balancer, and answers with
    JSON.

    Args:
        settings: the settings.
        folders: the folders whose files may be opened.

    """
    service = Service.start(settings)
    # Hosts and origins are checked by AccessCheck, as for the other server.
    manager = StreamableHTTPSessionManager(
        protocol_server(service, folders),
        json_response=True,
        stateless=True,
        max_request_body_size=settings.limits.max_bytes,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with service.running(), manager.run():
            yield

    middleware = [Middleware(RequestLog, metrics=service.metrics)]
    if settings.cors_origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.cors_origins),
                allow_methods=["POST"],
                allow_headers=HEADERS,
                expose_headers=["X-Request-ID"],
            )
        )
    middleware.append(Middleware(AccessCheck, settings=settings))
    gate = ProtocolGate(StreamableHTTPASGIApp(manager))
    routes = [Route(PATH, gate), Route(f"{PATH}/", gate)]  # some clients follow no redirect
    app = Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
    app.state.service = service
    return app


def run_http(
    settings: ServerSettings,
    folders: AllowedFolders,
    listening: Callable[[int], None] | None = None,
) -> None:
    """Serve over HTTP until SIGTERM or Ctrl-C.

    Args:
        settings: the settings.
        folders: the folders whose files may be opened.
        listening: is called with the port as soon as connections are taken.

    Raises:
        OptionError: the address can't be listened on.
        VizslaError: a named function is not there, or can't be used.

    """
    serve(partial(create_mcp_app, settings, folders), settings, listening)
