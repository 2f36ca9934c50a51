"""``vizsla studio``, ``vizsla studio trees``, ``vizsla studio --team``."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import server_options as shared
from vizsla.cli.console import print_line, print_text
from vizsla.cli.first_owner import own_address, print_first_owner
from vizsla.cli.openid_options import openid_settings
from vizsla.cli.phone import CERTIFICATE
from vizsla.errors import MissingExtraError, OptionError
from vizsla.prefetch import cores

if TYPE_CHECKING:
    from vizsla.server.studio.phone_site import PhoneSite

__all__ = ["command"]

PORT = 8712
PHONE = f"""\
Phones of this network open published functions: the room Publish shows a code to scan. The phone
then runs the function itself; the studio stays on this computer.

{CERTIFICATE}
"""


def command(
    project: Annotated[
        str | None, typer.Argument(metavar="PROJECT", help="The project to open; else the list.")
    ] = None,
    *,
    port: Annotated[
        int | None,
        typer.Option(help=f"The port; by default {PORT}, or a free one where that is taken."),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")
    ] = True,
    phone: Annotated[
        bool,
        typer.Option("--phone", help="Let phones of the network open the published functions."),
    ] = False,
    workspace: Annotated[
        Path | None, typer.Option(help="The folder of the projects, instead of VIZSLA_HOME.")
    ] = None,
    retraining: shared.Retraining = True,
    team: Annotated[bool, typer.Option("--team", help="For several people, who sign in.")] = False,
    host: Annotated[
        str, typer.Option(help="With --team: the address to listen on, such as 0.0.0.0.")
    ] = "127.0.0.1",
    address: shared.Address = "",
    openid_issuer: shared.OpenidIssuer = "",
    openid_client: shared.OpenidClient = "",
    openid_role: shared.OpenidRole = "",
    prefix: shared.Prefix = "",
    workers: shared.Workers = None,
    queue: shared.Queue = 64,
    seconds: shared.Seconds = 30,
    megabytes: shared.Megabytes = 32,
    megapixels: shared.Megapixels = 64,
) -> None:
    """Open the studio: make a function by looking, labelling and training, in the browser."""
    try:
        from vizsla.server import ServerSettings, run_server  # noqa: PLC0415 - help must not wait
        from vizsla.server.server_settings import is_loopback, server_limits  # noqa: PLC0415
        from vizsla.server.studio.studio_files import check_studio  # noqa: PLC0415
        from vizsla.workspace import Workspace  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"'vizsla studio' needs {error.name}, which is not installed: "
            "pip install 'vizsla[server,train]'"
        ) from error
    if not team and not is_loopback(host):
        raise OptionError(
            f"--host {host}: others reach that address, so people sign in there; add --team"
        )
    check_studio()
    if workspace is not None:
        os.environ["VIZSLA_HOME"] = str(workspace.absolute())  # jobs read it, too
    screen = ""
    if project is not None:
        with Workspace.open() as opened:
            screen = f"p/{opened.open_project(project).name}"
    phones = _serve_phones() if phone else None
    settings = ServerSettings(
        host=host,
        phone_address="" if phones is None else phones.address,
        port=PORT if port is None else port,
        or_free_port=port is None and not team,
        path_prefix=prefix.rstrip("/"),
        public_address=address.rstrip("/"),
        openid=openid_settings(openid_issuer, openid_client, openid_role),
        needs_keys=team,
        studio=True,
        retraining=retraining,
        workers=cores() if workers is None else workers,
        most_waiting=queue,
        seconds=seconds,
        limits=server_limits(megabytes * 2**20, megapixels * 10**6),
    )

    def say(port_taken: int) -> None:
        page = f"{own_address(settings, port_taken)}studio/{screen}"
        print_line(f"Studio: {page}  (Ctrl+C ends it)")
        if phones is not None:
            print_text(PHONE)
        if settings.has_people:
            print_first_owner(settings, port_taken)
        elif browser:
            _open(page)

    try:
        run_server(settings, say, log_requests=team)
    finally:
        if phones is not None:
            phones.server.close()


def _serve_phones() -> PhoneSite:
    from vizsla.cli.phone import reach_phones  # noqa: PLC0415
    from vizsla.functions.function_library import local_functions, shared_functions  # noqa: PLC0415
    from vizsla.server.studio.phone_site import serve_phones  # noqa: PLC0415

    addresses, certificate = reach_phones()
    return serve_phones(shared_functions() or local_functions(), addresses[0], certificate)


def _open(address: str) -> None:
    """Open a page in the browser, which may take its time, while the server starts."""
    import webbrowser  # noqa: PLC0415 - help must not wait

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
