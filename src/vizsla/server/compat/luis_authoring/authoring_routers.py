"""All routes of LUIS's authoring, in the order in which they are tried."""

from __future__ import annotations

from vizsla.server.compat.luis_authoring.other_authoring_routes import LISTED, OTHERS

__all__ = ["ROUTERS"]

ROUTERS = (*LISTED, OTHERS.routes)
