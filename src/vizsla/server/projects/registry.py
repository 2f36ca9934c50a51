"""The table of the routes of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter, FastAPI

__all__ = ["add_project_routes"]


def add_project_routes(app: FastAPI) -> Sequence[APIRouter]:
    """Add the routes to an application, and return them for its OpenAPI document."""
    # Imported here: the database takes 0.3 s, and a server without projects needs none.
    from vizsla.server.projects import (  # noqa: PLC0415
        adding_routes,
        change_routes,
        comparison_routes,
        content_routes,
        contradiction_routes,
        download_routes,
        entity_routes,
        example_routes,
        explanation_routes,
        exploration_routes,
        feature_routes,
        inside_routes,
        job_routes,
        key_routes,
        label_key_routes,
        label_routes,
        labelling_routes,
        phone_routes,
        project_upload_routes,
        publish_routes,
        retraining_routes,
        snippet_routes,
        source_routes,
        studio_project_routes,
        suggestion_routes,
        tested_routes,
        training_routes,
        trial_routes,
        version_routes,
    )
    from vizsla.server.projects.request_parts import add_refusal  # noqa: PLC0415

    routers = [
        each.ROUTER
        for each in (
            studio_project_routes,
            example_routes,
            exploration_routes,
            content_routes,
            adding_routes,
            project_upload_routes,
            source_routes,
            label_routes,
            contradiction_routes,
            entity_routes,
            label_key_routes,
            labelling_routes,
            change_routes,
            suggestion_routes,
            tested_routes,
            explanation_routes,
            trial_routes,
            inside_routes,
            job_routes,
            retraining_routes,
            training_routes,
            comparison_routes,
            feature_routes,
            version_routes,
            publish_routes,
            snippet_routes,
            download_routes,
            phone_routes,
            key_routes,
        )
    ]
    routers.append(download_routes.LINKS)
    for each in routers:
        app.include_router(each)
    add_refusal(app)
    return routers
