"""``vizsla mcp``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import server_options as shared
from vizsla.cli.console import print_line, print_note
from vizsla.cli.server_access import needs_keys
from vizsla.errors import MissingExtraError, OptionError
from vizsla.prefetch import cores

if TYPE_CHECKING:
    from vizsla.modalities.sources.allowed_folders import AllowedFolders
    from vizsla.server.server_settings import ServerSettings

__all__ = ["command"]

HOST, PORT = "127.0.0.1", 8712


def command(
    names: shared.Names = None,
    *,
    allow_folder: Annotated[
        list[Path] | None, typer.Option(help="A folder whose files may be named; else none may.")
    ] = None,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over HTTP, not to the program that started this.")
    ] = False,
    host: Annotated[
        str | None, typer.Option(help=f"With --http: the address to listen on; {HOST}.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(help=f"With --http: the port, {PORT}; 0 takes a free one.")
    ] = None,
    insecure: shared.Insecure = False,
    keys: shared.NeedKeys = False,
    allow_host: shared.AllowHosts = None,
    allow_origin: shared.AllowOrigins = None,
    fetch_urls: shared.FetchUrls = False,
    workers: shared.Workers = None,
    queue: shared.Queue = 64,
    seconds: shared.Seconds = 30,
    megabytes: shared.Megabytes = 32,
    megapixels: shared.Megapixels = 64,
) -> None:
    """Answer an agent: the same functions, as tools of the Model Context Protocol (MCP)."""
    # Imported here: help must not wait.
    from vizsla.modalities.sources.allowed_folders import AllowedFolders  # noqa: PLC0415
    from vizsla.server.server_settings import ServerSettings, server_limits  # noqa: PLC0415

    if not http:
        _refuse_alone(
            host=host,
            port=port,
            insecure=insecure,
            keys=keys,
            allow_host=allow_host,
            allow_origin=allow_origin,
        )
    chosen = HOST if host is None else host
    folders = AllowedFolders(allow_folder or ())
    settings = ServerSettings(
        functions=tuple(names or ()),
        host=chosen,
        port=PORT if port is None else port,
        needs_keys=http and needs_keys(chosen, keys=keys, insecure=insecure),
        allowed_hosts=tuple(allow_host or ()),
        cors_origins=tuple(allow_origin or ()),
        fetch_urls=fetch_urls,
        workers=cores() if workers is None else workers,
        most_waiting=queue,
        seconds=seconds,
        limits=server_limits(megabytes * 2**20, megapixels * 10**6),
    )
    try:
        _run(settings, folders, http=http)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"'vizsla mcp' needs {error.name}, which is not installed: pip install 'vizsla[mcp]'"
        ) from error


def _run(settings: ServerSettings, folders: AllowedFolders, *, http: bool) -> None:
    if not http:
        from vizsla.server.mcp.stdio import run_stdio  # noqa: PLC0415 - help must not wait

        if sys.stdin is not None and sys.stdin.isatty():
            print_note("An agent starts this command, and talks to it here.  (Ctrl+C ends it)")
        run_stdio(settings, folders)
        return
    from vizsla.server.mcp.http_app import PATH, run_http  # noqa: PLC0415 - help must not wait

    shown = f"[{settings.host}]" if ":" in settings.host else settings.host

    def say(port_taken: int) -> None:
        print_line(f"Vizsla: http://{shown}:{port_taken}{PATH}  (Ctrl+C ends it)")

    run_http(settings, folders, say)


def _refuse_alone(**given: object) -> None:
    """Refuse options that only --http has.

    Raises:
        OptionError: there is one.

    """
    for name, value in given.items():
        if value not in (None, False):
            option = f"--{name.replace('_', '-')}"
            raise OptionError(f"{option} is for --http; without it no address is listened on")
