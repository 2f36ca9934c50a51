"""The functions' cards as resources."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    ListResourcesResult,
    ReadResourceResult,
    Resource,
    TextResourceContents,
)

from vizsla.server.mcp.fault_cover import call_id
from vizsla.server.mcp.function_tools import key_of_call
from vizsla.server.mcp.tool_names import tool_name

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp_types import PaginatedRequestParams, ReadResourceRequestParams

    from vizsla.server.served_functions import ServedFunction
    from vizsla.server.service import Service

__all__ = ["FunctionCards"]

MARKDOWN = "text/markdown"


class FunctionCards:
    """The cards of a server's functions, in Markdown: ``vizsla://functions/dog-breeds/card``.

    Args:
        service: the parts of the server.

    """

    def __init__(self, service: Service) -> None:
        self._service = service

    async def list(
        self, context: ServerRequestContext[Any, Any], _: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        """Return the cards that the caller may read."""
        found = await self._service.listed(key_of_call(context), call_id(context))
        return ListResourcesResult(
            resources=[
                Resource(
                    uri=_address(each),
                    name=f"{each.name} card",
                    description=f"How well {each.title} does, on which data, and where it fails.",
                    mime_type=MARKDOWN,
                )
                for each in found
            ]
        )

    async def read(
        self, context: ServerRequestContext[Any, Any], params: ReadResourceRequestParams
    ) -> ReadResourceResult:
        """Return a card.

        Raises:
            MCPError: there is no such card, or the key is for other functions.

        """
        for each in await self._service.listed(key_of_call(context), call_id(context)):
            if _address(each) == params.uri:
                text = await asyncio.to_thread(each.bundle.card)
                contents = TextResourceContents(uri=params.uri, mime_type=MARKDOWN, text=text)
                return ReadResourceResult(contents=[contents])
        raise MCPError(
            INVALID_PARAMS, f"there is no card {params.uri!r:.160} here; see resources/list"
        )


def _address(served: ServedFunction) -> str:
    return f"vizsla://functions/{tool_name(served.name)}/card"
