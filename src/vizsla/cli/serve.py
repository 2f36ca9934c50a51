"""``vizsla serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import server_options as shared
from vizsla.cli.console import print_line
from vizsla.cli.first_owner import own_address, print_first_owner
from vizsla.cli.openid_options import openid_settings
from vizsla.cli.server_access import needs_keys
from vizsla.errors import MissingExtraError
from vizsla.prefetch import cores

__all__ = ["command"]


def command(
    names: shared.Names = None,
    *,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.")] = 8711,
    insecure: shared.Insecure = False,
    keys: shared.NeedKeys = False,
    prefix: shared.Prefix = "",
    address: shared.Address = "",
    openid_issuer: shared.OpenidIssuer = "",
    openid_client: shared.OpenidClient = "",
    openid_role: shared.OpenidRole = "",
    allow_host: shared.AllowHosts = None,
    allow_origin: shared.AllowOrigins = None,
    fetch_urls: shared.FetchUrls = False,
    training: Annotated[
        bool, typer.Option("--training", help="Let requests change, train and publish projects.")
    ] = False,
    studio: Annotated[
        bool,
        typer.Option("--studio", help="Serve the studio, and its routes: /v1/projects."),
    ] = False,
    retraining: shared.Retraining = True,
    workers: shared.Workers = None,
    queue: shared.Queue = 64,
    seconds: shared.Seconds = 30,
    megabytes: shared.Megabytes = 32,
    megapixels: shared.Megapixels = 64,
) -> None:
    """Answer over HTTP: the same functions, for other programs and computers."""
    try:
        from vizsla.server import ServerSettings, run_server  # noqa: PLC0415 - help must not wait
        from vizsla.server.server_settings import server_limits  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"'vizsla serve' needs {error.name}, which is not installed: "
            "pip install 'vizsla[server]'"
        ) from error
    settings = ServerSettings(
        functions=tuple(names or ()),
        host=host,
        port=port,
        needs_keys=needs_keys(host, keys=keys, insecure=insecure, people=studio),
        path_prefix=prefix.rstrip("/"),
        public_address=address.rstrip("/"),
        openid=openid_settings(openid_issuer, openid_client, openid_role),
        allowed_hosts=tuple(allow_host or ()),
        cors_origins=tuple(allow_origin or ()),
        fetch_urls=fetch_urls,
        training=training,
        studio=studio,
        retraining=retraining,
        workers=cores() if workers is None else workers,
        most_waiting=queue,
        seconds=seconds,
        limits=server_limits(megabytes * 2**20, megapixels * 10**6),
    )

    def say(port_taken: int) -> None:
        print_line(f"Vizsla: {own_address(settings, port_taken)}  (Ctrl+C ends it)")
        if settings.has_people:
            print_first_owner(settings, port_taken)

    run_server(settings, say)
