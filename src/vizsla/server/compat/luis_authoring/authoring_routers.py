"""All routes of LUIS's authoring, in the order in which they are tried."""

from __future__ import annotations

from vizsla.server.compat.luis_authoring import (
    luis_app_routes,
    luis_training_routes,
    luis_version_routes,
)
from vizsla.server.compat.luis_authoring.other_authoring_routes import OTHERS

__all__ = ["ROUTERS"]

ROUTERS = (
    luis_app_routes.ROUTER.routes,
    luis_version_routes.ROUTER.routes,
    luis_training_routes.ROUTER.routes,
    OTHERS.routes,
)
