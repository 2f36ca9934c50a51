"""Writes into the audit log what was done: acts of owners, sign-ins, and changes of people."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from vizsla.errors import WorkspaceError
from vizsla.server.asking_person import SAFE
from vizsla.server.operation_roles import is_audited
from vizsla.server.request_log import log_fault

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from vizsla.server.service import Service

__all__ = ["AuditTrail"]

REFUSED = 400  # and above: nothing was done
# What is in the address is known to the log by other names.
PROJECT = "project"
KNOWN_OTHERWISE = (PROJECT, "app", "person")


class AuditTrail:
    """ASGI middleware that writes an entry before the client hears that the act is done.

    Args:
        app: what answers.

    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return

        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < REFUSED:
                await _note(scope)
            await send(message)

        await self._app(scope, receive, send_noted)


def _operation(scope: Scope) -> str | None:
    """Return what a request asks for; None for what changes nothing of the workspace.

    Routes that are as those of another service have no names that are unique, and are known by
    the names of their functions: ``createTag``.
    """
    route = scope.get("route")
    operation: str | None = getattr(route, "operation_id", None)
    if operation is None and scope.get("trains"):
        first, *others = str(getattr(route, "name", "")).split("_")
        operation = "".join([first, *(each.capitalize() for each in others)])
    return operation


async def _note(scope: Scope) -> None:
    operation = _operation(scope)
    if operation is None or not is_audited(operation):
        return
    service: Service = scope["app"].state.service
    if service.workspace is None:
        return
    person, key = scope.get("person"), scope.get("key_name")
    who = f"key {key}" if key is not None else None if person is None else person.name
    values: dict[str, Any] = dict(scope.get("path_params", {}))
    project = scope.get("function") or values.get(PROJECT)
    for name in KNOWN_OTHERWISE:
        values.pop(name, None)
    details = {name: value for name, value in values.items() if isinstance(value, str | int)}
    details |= scope.get("audit", {})
    try:
        await asyncio.to_thread(service.workspace.audit.add, who, operation, project, details)
    except WorkspaceError as error:  # the act is done, and the log of the server has it
        log_fault(error, str(scope.get("request_id", "")))
