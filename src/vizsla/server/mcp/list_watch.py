"""Tells a client when the list of tools has changed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ToolsListChanged
from mcp_types import SubscriptionsListenRequestParams
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

from vizsla.errors import VizslaError
from vizsla.server.request_log import log_fault

if TYPE_CHECKING:
    from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
    from mcp.server.lowlevel import Server
    from mcp.server.session import ServerSession

    from vizsla.server.service import Service

__all__ = ["ListWatch"]

BETWEEN = 5.0  # seconds


class ListWatch:
    """Notices functions that are published, or made live, after a client has listed them.

    For the one client of standard input and output. Clients of the protocol until 2025 are told
    without asking, later ones where they listen.

    Args:
        service: the parts of the server.

    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._bus = InMemorySubscriptionBus()
        self._session: ServerSession | None = None
        self._listed: list[tuple[str, str]] | None = None

    def join(self, server: Server[Any]) -> None:
        """Watch a server's requests, and take those that listen."""
        server.middleware.append(self._notice)
        server.add_request_handler(
            "subscriptions/listen", SubscriptionsListenRequestParams, ListenHandler(self._bus)
        )

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            await asyncio.sleep(BETWEEN)
            if self._listed is None:
                continue
            try:
                now = await self._titles()
            except VizslaError as error:  # the storage can't be reached: perhaps later
                log_fault(error, "list")
                continue
            if now != self._listed:
                self._listed = now
                await self._tell()

    async def _notice(
        self, ctx: ServerRequestContext[Any, Any], call_next: CallNext
    ) -> HandlerResult:
        if ctx.method in {"tools/list", "subscriptions/listen"}:
            self._listed = await self._titles()
            if ctx.protocol_version in HANDSHAKE_PROTOCOL_VERSIONS:
                self._session = ctx.session
        return await call_next(ctx)

    async def _titles(self) -> list[tuple[str, str]]:
        return [(each.name, each.title) for each in await self._service.listed(None, "list")]

    async def _tell(self) -> None:
        if self._session is not None:
            await self._session.send_tool_list_changed()
        await self._bus.publish(ToolsListChanged())
