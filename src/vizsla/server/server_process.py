"""Runs the server of ``vizsla serve``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from vizsla.server.app import create_app
from vizsla.server.draining_server import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.server.server_settings import ServerSettings

__all__ = ["run_server"]


def run_server(
    settings: ServerSettings,
    listening: Callable[[int], None] | None = None,
    *,
    log_requests: bool = True,
) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Args:
        settings: the settings.
        listening: is called with the port as soon as connections are taken.
        log_requests: whether each request is a line of the log; faults always are.

    Raises:
        OptionError: the address can't be listened on.
        VizslaError: a named function is not there, or can't be used.

    """
    serve(partial(create_app, settings), settings, listening, log_requests=log_requests)
