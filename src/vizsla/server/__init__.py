"""The functions over HTTP: parses requests, calls functions, and answers; holds no logic.

``vizsla serve`` runs a server. ``create_app`` makes the ASGI application of one, and ``run_server``
runs it::

    from vizsla.server import ServerSettings, create_app

    app = create_app(ServerSettings(functions=("trees",), fetch_urls=True))

Each is imported when it is first used: ``vizsla.server.mcp`` needs no FastAPI.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vizsla.server.app import create_app
    from vizsla.server.server_process import run_server
    from vizsla.server.server_settings import PORT, ServerSettings

__all__ = ["PORT", "ServerSettings", "create_app", "run_server"]

_HOMES = {
    "PORT": "vizsla.server.server_settings",
    "ServerSettings": "vizsla.server.server_settings",
    "create_app": "vizsla.server.app",
    "run_server": "vizsla.server.server_process",
}


if not TYPE_CHECKING:  # so that a mistyped name is an error to mypy and pyright

    def __getattr__(name):  # noqa: ANN001, ANN202 - Python's own interface
        if name in _HOMES:
            return getattr(importlib.import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'vizsla.server' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
