"""Runs an application until a signal stops it; requests that it has begun are finished."""

from __future__ import annotations

import socket
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import uvicorn

from vizsla.errors import OptionError
from vizsla.server.request_log import write_log
from vizsla.server.timed_connection import TimedConnection

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Self

    from starlette.applications import Starlette

    from vizsla.server.server_settings import ServerSettings

__all__ = ["DrainingServer", "listen", "serve"]

DRAIN_SECONDS = 30  # for finishing what was begun
BACKLOG = 2048  # connections that the system holds until they are taken
MOST_FILES = 1 << 16


class DrainingServer(uvicorn.Server):
    """A server that ends without an error when it is told to."""

    @classmethod
    def of(cls, app: Starlette, settings: ServerSettings) -> Self:
        """Return the server of an application; its ``run`` needs the socket that listens."""
        connection: Any = partial(TimedConnection, head_seconds=settings.head_seconds)
        server = cls(
            uvicorn.Config(
                app,
                http=connection,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                backlog=BACKLOG,
                timeout_graceful_shutdown=DRAIN_SECONDS,
            )
        )
        app.state.service.end = server.end
        app.state.service.is_ending = server.is_ending
        return server

    def end(self) -> None:
        """Take no more requests, and end when those that were taken are answered."""
        self.should_exit = True

    def is_ending(self) -> bool:
        """Return whether no more requests are taken: answers without an end must end."""
        return bool(self.should_exit)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take no more requests; a second signal ends at once."""
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True


def serve(
    make: Callable[[], Starlette],
    settings: ServerSettings,
    listening: Callable[[int], None] | None = None,
    *,
    log_requests: bool = True,
) -> None:
    """Serve an application until SIGTERM or Ctrl-C.

    Args:
        make: makes the application, whose ``state.service`` has the parts; called once the address
            is taken.
        settings: the settings.
        listening: is called with the port as soon as connections are taken.
        log_requests: whether each request is a line of the log; faults always are.

    Raises:
        OptionError: the address can't be listened on.
        VizslaError: a named function is not there, or can't be used.

    """
    connections = _taken(settings)
    try:
        _allow_connections()
        write_log(requests=log_requests)
        app = make()
        server = DrainingServer.of(app, settings)
        if listening is not None:
            listening(connections.getsockname()[1])
        server.run(sockets=[connections])
    finally:
        connections.close()
    failure = app.state.service.failure
    if failure is not None:
        raise failure


def _taken(settings: ServerSettings) -> socket.socket:
    try:
        return listen(settings.host, settings.port)
    except OptionError:
        if not settings.or_free_port:
            raise
        return listen(settings.host, 0)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections.

    Args:
        host: an address of this computer.
        port: the port; 0 takes a free one.

    Raises:
        OptionError: the address can't be listened on.

    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        connections = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise OptionError(
            f"--host {host}: this is no address of this computer ({error})"
        ) from error
    try:
        connections.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        connections.bind(address)
        connections.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        connections.close()
        raise OptionError(
            f"--host {host} --port {port}: this address can't be used "
            f"({getattr(error, 'strerror', None) or error}); choose another, or --port 0"
        ) from error
    return connections


def _allow_connections() -> None:
    """Let the process hold as many connections as the system allows it when it asks."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
        if soft not in (resource.RLIM_INFINITY, wanted) and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
