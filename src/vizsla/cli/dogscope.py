"""``vizsla dogscope``, ``vizsla dogscope --phone``, ``vizsla dogscope --export site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.console import print_line, print_text

__all__ = ["command"]

PORT = 8710
PHONE = """\
Open this on a phone in the same network, or scan the code:

  {address}

{certificate}
With such a certificate, browsers store no copy of the app, so each start needs this computer. For
an app that starts offline, put the folder that --export writes on a host with HTTPS.
"""


def command(
    *,
    phone: Annotated[
        bool, typer.Option("--phone", help="Serve it on the local network, over HTTPS.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(help="Write the site into a folder, for any static host.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace an older Dog Scope in that folder.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port to serve it on; 0 takes a free one.")] = PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")
    ] = True,
) -> None:
    """Dog Scope: find dogs with the camera, know their breed, collect them all."""
    from vizsla.dogscope import check_built, write_site  # noqa: PLC0415 - help must not wait

    if export is not None and phone:
        raise typer.BadParameter("choose one: --phone serves it, --export writes it into a folder")
    if export is not None:
        print_line(write_site(export, replace=replace))
        return
    check_built()
    if phone:
        _serve_phone(port)
    else:
        _serve_here(port, browser=browser)


def _serve_here(port: int, *, browser: bool) -> None:
    from vizsla.dogscope import serve, site_files  # noqa: PLC0415

    # Preparing the files takes seconds: requests wait for them, and nobody for the address.
    server = serve(site_files, port=port)
    address = f"http://localhost:{server.port}/"
    print_line(f"Dog Scope: {address}  (Ctrl+C ends it)")
    server.start()
    server.wait_for_files()
    if browser:
        import webbrowser  # noqa: PLC0415

        webbrowser.open(address)
    server.wait()


def _serve_phone(port: int) -> None:
    from vizsla.cli.phone import CERTIFICATE, print_code, reach_phones  # noqa: PLC0415
    from vizsla.dogscope import serve, site_files  # noqa: PLC0415

    addresses, certificate = reach_phones()
    server = serve(site_files, host="0.0.0.0", port=port, certificate=certificate)  # noqa: S104 - it was asked for
    address = f"https://{addresses[0]}:{server.port}/"
    print_text(PHONE.format(address=address, certificate=CERTIFICATE))
    print_code(address)
    for other in addresses[1:]:
        print_line(f"Or: https://{other}:{server.port}/")
    print_line("Ctrl+C ends it")
    server.start()
    server.wait_for_files()
    server.wait()
