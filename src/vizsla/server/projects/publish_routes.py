"""The routes that say what publishing a run would give, and keep what people write on the card."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from vizsla.server.projects.publish_types import (
    CardNotesItem,
    CheckItem,
    NewCardNotes,
    PreviewItem,
)
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject
from vizsla.server.request_body import while_connected

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
PROJECT = "/v1/projects/{project}"


@ROUTER.get(f"{PROJECT}/publish/preview", operation_id="previewPublishing")
async def preview_publishing(
    request: Request,
    project: OneProject,
    run: Annotated[
        int | None, Query(ge=1, lt=1 << 31, description="By default the last run.")
    ] = None,
    threshold: Annotated[
        float | None, Query(ge=0, le=1, description="The least score of a sure answer.")
    ] = None,
) -> PreviewItem:
    """Preview the checks and the card of a run; nothing is published."""

    def preview() -> PreviewItem:
        opened = project.opened()
        found = opened.preview(opened.run(run), threshold=threshold)
        return PreviewItem(
            run=found.run,
            may_publish=found.may_publish,
            checks=[
                CheckItem.model_validate(
                    {"name": one.name, "state": one.state, "text": one.text, "values": one.values}
                )
                for one in found.checks
            ],
            card=found.card,
            threshold=found.threshold,
            trained_threshold=found.trained_threshold,
            size=found.size,
        )

    queue = project.service.queue  # it compares the answers of the function and of the run
    with queue.admitted():
        return await while_connected(request, queue.run(preview))


@ROUTER.get(f"{PROJECT}/card", operation_id="showCardNotes")
def show_card_notes(project: OneProject) -> CardNotesItem:
    """Show what people wrote for the card; the rest of a card is measured."""
    return CardNotesItem(**project.opened().card_notes().to_dict())


@ROUTER.put(f"{PROJECT}/card", operation_id="writeCardNotes", openapi_extra=json_body(NewCardNotes))
def write_card_notes(
    project: OneProject, notes: Annotated[NewCardNotes, body_of(NewCardNotes)]
) -> CardNotesItem:
    """Write on the card of the versions to come."""
    written = project.opened().write_card(**notes.model_dump(exclude_none=True))
    return CardNotesItem(**written.to_dict())
