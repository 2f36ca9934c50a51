"""``vizsla serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import print_line
from vizsla.errors import MissingExtraError, OptionError
from vizsla.prefetch import cores

__all__ = ["command"]


def command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="FUNCTION", help="The functions; all by default.")
    ] = None,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8711,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Let everybody call who reaches the address.")
    ] = False,
    keys: Annotated[
        bool, typer.Option("--keys", help="Need a key on this computer, too; else only elsewhere.")
    ] = False,
    prefix: Annotated[
        str, typer.Option(help="The path that a proxy puts before the addresses, as in /vizsla.")
    ] = "",
    allow_host: Annotated[
        list[str] | None, typer.Option(help="Another name to be called by, without keys.")
    ] = None,
    allow_origin: Annotated[
        list[str] | None, typer.Option(help="A website that may call: https://example.org.")
    ] = None,
    fetch_urls: Annotated[
        bool, typer.Option("--fetch-urls", help="Let requests name the URL of an input.")
    ] = False,
    training: Annotated[
        bool, typer.Option("--training", help="Let requests change, train and publish projects.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Inputs answered at once; by default one a core.")
    ] = None,
    queue: Annotated[
        int, typer.Option(min=0, help="The most requests that wait; more are refused.")
    ] = 64,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="The most seconds for an answer, waiting included.")
    ] = 30,
    megabytes: Annotated[
        int, typer.Option(min=1, max=256, help="The largest request, in units of 2^20 bytes.")
    ] = 32,
    megapixels: Annotated[
        int, typer.Option(min=1, max=178, help="The largest image, in millions of pixels.")
    ] = 64,
) -> None:
    """Answer over HTTP: the same functions, for other programs and computers."""
    try:
        from vizsla.server import ServerSettings, run_server  # noqa: PLC0415 - help must not wait
        from vizsla.server.server_settings import is_loopback, server_limits  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"'vizsla serve' needs {error.name}, which is not installed: "
            "pip install 'vizsla[server]'"
        ) from error
    if keys and insecure:
        raise OptionError("--insecure lets everybody call, and --keys does not: choose one")
    needs_keys = keys or not (is_loopback(host) or insecure)
    if needs_keys and not _has_key():
        raise OptionError(
            f"--host {host}: a call of others needs a key, and there is none yet; make one with: "
            "vizsla keys new NAME; or say --insecure where the network keeps others away"
        )
    settings = ServerSettings(
        functions=tuple(names or ()),
        host=host,
        port=port,
        needs_keys=needs_keys,
        path_prefix=prefix.rstrip("/"),
        allowed_hosts=tuple(allow_host or ()),
        cors_origins=tuple(allow_origin or ()),
        fetch_urls=fetch_urls,
        training=training,
        workers=cores() if workers is None else workers,
        most_waiting=queue,
        seconds=seconds,
        limits=server_limits(megabytes * 2**20, megapixels * 10**6),
    )
    shown = f"[{host}]" if ":" in host else host

    def say(port_taken: int) -> None:
        print_line(f"Vizsla: http://{shown}:{port_taken}{settings.path_prefix}/  (Ctrl+C ends it)")

    run_server(settings, say)


def _has_key() -> bool:
    from vizsla.workspace import Workspace  # noqa: PLC0415 - a server without keys needs none

    with Workspace.open() as workspace:
        return any(each.is_valid() for each in workspace.keys.all())
