"""The route of the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from vizsla.server.people.people_guards import SIGNED_IN, workspace_of
from vizsla.server.people.people_types import AuditItem, AuditList

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*SIGNED_IN])


@ROUTER.get("/v1/audit", operation_id="listAudit")
def list_audit(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=500, description="The most entries.")] = 100,
    after: Annotated[
        str | None, Query(max_length=40, description="The `next` of the page before.")
    ] = None,
    labels: Annotated[  # noqa: FBT002 - a parameter of the address
        bool, Query(description="Whether changes of labels are listed, too.")
    ] = True,
) -> AuditList:
    """List who did what, the newest first: sign-ins, roles, publishing, and changes of labels."""
    found = workspace_of(request).audit.entries(limit, after, with_labels=labels)
    return AuditList(
        entries=[AuditItem.model_validate(each, from_attributes=True) for each in found],
        next=found[-1].id if len(found) == limit else None,
    )
