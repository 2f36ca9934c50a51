"""The table of the routes of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["add_people_routes"]

TAG = "People"


def add_people_routes(app: FastAPI, document: dict[str, Any]) -> None:
    """Add the routes to an application and to its OpenAPI document.

    Args:
        app: the application.
        document: the document, which is changed.

    """
    # Imported here: the database takes 0.3 s, and a server without projects needs none.
    from vizsla.server.people import (  # noqa: PLC0415
        audit_routes,
        invitation_routes,
        openid_routes,
        people_routes,
        session_routes,
    )
    from vizsla.server.projects.projects_document import add_projects  # noqa: PLC0415

    routers = [
        each.ROUTER
        for each in (session_routes, openid_routes, invitation_routes, people_routes, audit_routes)
    ]
    for each in routers:
        app.include_router(each)
    add_projects(document, routers, TAG)
