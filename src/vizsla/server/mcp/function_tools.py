"""Lists the functions as tools, and calls them."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, ListToolsResult, Tool, ToolAnnotations

from vizsla.bundle.short_card import short_card
from vizsla.errors import (
    AccessDeniedError,
    FunctionNotFoundError,
    ServerBusyError,
    VizslaError,
)
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.source_names import shorten
from vizsla.server.function_operations import OPERATIONS
from vizsla.server.input_work import InputWork
from vizsla.server.mcp.fault_cover import call_id
from vizsla.server.mcp.tool_arguments import read_arguments
from vizsla.server.mcp.tool_names import tool_name
from vizsla.server.mcp.tool_results import tool_error, tool_result
from vizsla.server.mcp.tool_schemas import answer_schema, input_schema
from vizsla.server.problems import status_of
from vizsla.server.request_inputs import RequestInput
from vizsla.server.request_log import LOG, log_fault
from vizsla.server.require_key import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcp.server.context import ServerRequestContext
    from mcp_types import CallToolRequestParams, PaginatedRequestParams

    from vizsla.modalities.sources.allowed_folders import AllowedFolders
    from vizsla.server.served_functions import ServedFunction
    from vizsla.server.service import Service
    from vizsla.workspace.api_keys import ApiKey

__all__ = ["FunctionTools", "key_of_call"]

FAULT = 500
SMALL = 1 << 18  # letters that are read on the event loop: it takes few milliseconds


class FunctionTools:
    """The functions of a server as tools.

    Args:
        service: the parts of the server.
        folders: the folders whose files may be opened.

    """

    def __init__(self, service: Service, folders: AllowedFolders) -> None:
        self._service = service
        self._folders = folders

    async def list(
        self, context: ServerRequestContext[Any, Any], _: PaginatedRequestParams | None
    ) -> ListToolsResult:
        """Return the tools that the caller may call."""
        found = await self._service.listed(key_of_call(context), call_id(context))
        return ListToolsResult(tools=[self._tool(each) for each in found])

    async def call(
        self, context: ServerRequestContext[Any, Any], params: CallToolRequestParams
    ) -> CallToolResult:
        """Call a function, and return its answer; an error is a result, too.

        Raises:
            MCPError: there is no such tool.

        """
        began = time.monotonic()
        identity = call_id(context)
        function, outcome = "", "cancelled"
        try:
            served = await self._find(params.name, key_of_call(context))
            function = served.name
            text = await self._answer(
                served, params.arguments or {}, key_of_call(context), identity
            )
            result = partial(tool_result, text, served.title)
            found = result() if len(text) <= SMALL else await asyncio.to_thread(result)
        except FunctionNotFoundError as error:
            outcome = error.code
            raise MCPError(
                INVALID_PARAMS,
                f"there is no tool {params.name!r:.90} here; tools/list has those that there are",
            ) from error
        except VizslaError as error:
            outcome = error.code
            if status_of(error) == FAULT:
                log_fault(error, identity)
            return tool_error(error, identity)
        except Exception as error:  # noqa: BLE001 - a fault of ours is this call's alone
            outcome = VizslaError.code
            log_fault(error, identity)
            return tool_error(VizslaError("an unforeseen fault"), identity)
        else:
            outcome = "ok"
            return found
        finally:
            fields = {
                "id": identity,
                "function": function,
                "outcome": outcome,
                "milliseconds": round(1000 * (time.monotonic() - began), 1),
            }
            LOG.info("call", extra={"fields": fields})

    def _tool(self, served: ServedFunction) -> Tool:
        manifest = served.bundle.manifest
        settings = self._service.settings
        return Tool(
            name=tool_name(served.name),
            title=served.name,
            description=short_card(manifest),
            input_schema=input_schema(served, self._folders.names, urls=settings.fetch_urls),
            output_schema=answer_schema(),
            annotations=ToolAnnotations(
                read_only_hint=True, idempotent_hint=True, open_world_hint=settings.fetch_urls
            ),
        )

    async def _find(self, word: str, key: ApiKey | None) -> ServedFunction:
        """Return the function of a tool.

        Raises:
            FunctionNotFoundError: there is none.
            AccessDeniedError: the key is for other functions.

        """
        # First: a key learns of no other function, nor whether there is one.
        own = None if key is None else key.functions
        if key is not None and own is not None and word not in map(tool_name, own):
            raise AccessDeniedError(f"the key {key.name!r} may not use {word!r:.90}")
        name = word if tool_name(word) == word and await self._is_served(word) else None
        if name is None:  # perhaps its name is written otherwise as a tool
            names = await asyncio.to_thread(self._service.functions.names)
            name = next((each for each in names if tool_name(each) == word), None)
        if name is None:
            raise FunctionNotFoundError(f"there is no function for the tool {word!r:.90}")
        if key is not None and not key.may_call(name):
            raise AccessDeniedError(f"the key {key.name!r} may not use {name!r:.90}")
        return await self._service.find(name)

    async def _is_served(self, name: str) -> bool:
        try:
            await self._service.find(name)
        except FunctionNotFoundError:
            return False
        return True

    async def _answer(
        self,
        served: ServedFunction,
        arguments: Mapping[str, Any],
        key: ApiKey | None,
        identity: str,
    ) -> str:
        service = self._service
        settings = service.settings
        service.queue.check_room()
        schema = input_schema(served, self._folders.names, urls=settings.fetch_urls)
        modality = modality_named(served.kind.modality_name)
        read = partial(read_arguments, arguments, schema, modality, settings.limits)
        small = all(len(each) <= SMALL for each in arguments.values() if isinstance(each, str))
        call = read() if small else await asyncio.to_thread(read)
        with service.queue.admitted():
            if service.keys is not None and key is not None:
                service.keys.rates.take(key, 1)
            given = call.given or await self._opened(call.path)
            work = InputWork(service, served, OPERATIONS["call"], call.options, identity)
            (found,) = await work.results([given])
        answered = isinstance(found, str)
        if service.keys is not None and key is not None:
            service.keys.count(key, served.name, int(answered))
        if isinstance(found, VizslaError):
            raise found
        return found

    async def _opened(self, path: str) -> RequestInput:
        """Return the input at a path, read by a thread that may wait: a folder may be far away."""
        settings = self._service.settings
        read = partial(self._folders.read, path, settings.limits)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(settings.seconds):
                content = await loop.run_in_executor(self._service.fetchers, read)
        except TimeoutError as error:
            raise ServerBusyError(
                f"the file was not read within {settings.seconds:g} s; try again later"
            ) from error
        return RequestInput(shorten(path), content=content)


def key_of_call(context: ServerRequestContext[Any, Any]) -> ApiKey | None:
    """Return the key that a call was let in with; None where none is needed."""
    return None if context.request is None else key_of(context.request)
