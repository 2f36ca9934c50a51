"""The functions over HTTP: parses requests, calls functions, and answers; holds no logic.

``vizsla serve`` runs a server. ``create_app`` makes the ASGI application of one, and ``run_server``
runs it::

    from vizsla.server import ServerSettings, create_app

    app = create_app(ServerSettings(functions=("trees",), fetch_urls=True))
"""

from __future__ import annotations

from vizsla.server.app import create_app
from vizsla.server.run_server import run_server
from vizsla.server.server_settings import PORT, ServerSettings

__all__ = ["PORT", "ServerSettings", "create_app", "run_server"]
