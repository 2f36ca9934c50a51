"""The table of the routes of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter, FastAPI

__all__ = ["add_people_routes"]


def add_people_routes(app: FastAPI) -> Sequence[APIRouter]:
    """Add the routes to an application, and return them for its OpenAPI document."""
    # Imported here: the database takes 0.3 s, and a server without projects needs none.
    from vizsla.server.people import (  # noqa: PLC0415
        audit_routes,
        invitation_routes,
        openid_routes,
        people_routes,
        session_routes,
    )

    routers = [
        each.ROUTER
        for each in (session_routes, openid_routes, invitation_routes, people_routes, audit_routes)
    ]
    for each in routers:
        app.include_router(each)
    return routers
