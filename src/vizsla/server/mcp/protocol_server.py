"""Makes the SDK's server of the functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcp.server.lowlevel import Server

from vizsla import __version__
from vizsla.server.mcp.fault_cover import cover_faults
from vizsla.server.mcp.function_cards import FunctionCards
from vizsla.server.mcp.function_tools import FunctionTools

if TYPE_CHECKING:
    from vizsla.modalities.sources.allowed_folders import AllowedFolders
    from vizsla.server.service import Service

__all__ = ["protocol_server"]

INSTRUCTIONS = (
    "Each tool is a function that answers about one picture or text. `score` is how likely the "
    "answer is right, 0 to 1; `sure` says whether to rely on it: where it is false, say so or ask "
    "a person. `answer` is null where nothing that the function knows is there. The resources are "
    "the functions' cards: how well each does, on which data, and where it fails."
)


def protocol_server(service: Service, folders: AllowedFolders) -> Server[Any]:
    """Make the server that answers the protocol's requests.

    Args:
        service: the parts of the server.
        folders: the folders whose files may be opened.

    """
    tools = FunctionTools(service, folders)
    cards = FunctionCards(service)
    server: Server[Any] = Server(
        "vizsla",
        version=__version__,
        title="Vizsla",
        instructions=INSTRUCTIONS,
        on_list_tools=tools.list,
        on_call_tool=tools.call,
        on_list_resources=cards.list,
        on_read_resource=cards.read,
        # No argument is taken from a header, so that nothing need be compared with one.
        get_tool_input_schema=lambda _: None,
    )
    # In place of the SDK's, which traces calls for OpenTelemetry: nothing is sent anywhere.
    server.middleware[:] = [cover_faults]
    return server
