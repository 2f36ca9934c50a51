"""All routes of Custom Vision's training, in the order in which they are tried."""

from __future__ import annotations

from vizsla.server.compat.custom_vision_training import (
    absent_routes,
    domain_routes,
    export_routes,
    image_addresses,
    image_routes,
    image_tag_routes,
    iteration_routes,
    performance_routes,
    project_routes,
    quick_test_routes,
    tag_routes,
    upload_routes,
)

__all__ = ["ROUTERS"]

ROUTERS = (
    absent_routes.ROUTER,
    domain_routes.ROUTER,
    project_routes.ROUTER,
    tag_routes.ROUTER,
    upload_routes.ROUTER,
    image_routes.ROUTER,
    image_tag_routes.ROUTER,
    image_addresses.ROUTER,
    iteration_routes.ROUTER,
    performance_routes.ROUTER,
    export_routes.ROUTER,
    export_routes.DOWNLOADS,
    quick_test_routes.ROUTER,
)
