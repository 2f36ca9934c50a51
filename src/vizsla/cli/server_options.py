"""The arguments and options that the commands share which answer others."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = [
    "Address",
    "AllowHosts",
    "AllowOrigins",
    "FetchUrls",
    "Insecure",
    "Megabytes",
    "Megapixels",
    "Names",
    "NeedKeys",
    "OpenidClient",
    "OpenidIssuer",
    "OpenidRole",
    "Prefix",
    "Queue",
    "Retraining",
    "Seconds",
    "Workers",
]

Names = Annotated[
    list[str] | None, typer.Argument(metavar="FUNCTION", help="The functions; all by default.")
]
Insecure = Annotated[
    bool, typer.Option("--insecure", help="Let everybody call who reaches the address.")
]
NeedKeys = Annotated[
    bool, typer.Option("--keys", help="Need a key on this computer, too; else only elsewhere.")
]
Prefix = Annotated[
    str, typer.Option(help="The path that a proxy puts before the addresses, as in /vizsla.")
]
Address = Annotated[
    str,
    typer.Option(help="How browsers reach it, where a proxy changes that: https://ai.example.org."),
]
OpenidIssuer = Annotated[
    str, typer.Option(help="An OpenID provider at which people sign in: https://id.example.org.")
]
OpenidClient = Annotated[
    str, typer.Option(help="The client id there; VIZSLA_OPENID_SECRET has the secret.")
]
OpenidRole = Annotated[
    str, typer.Option(help="The role of people of the provider whom nobody has added.")
]
AllowHosts = Annotated[
    list[str] | None,
    typer.Option("--allow-host", help="Another name to be called by, without keys."),
]
AllowOrigins = Annotated[
    list[str] | None,
    typer.Option("--allow-origin", help="A website that may call: https://example.org."),
]
FetchUrls = Annotated[
    bool, typer.Option("--fetch-urls", help="Let requests name the URL of an input.")
]
Retraining = Annotated[
    bool,
    typer.Option(
        "--retraining/--no-retraining", help="Let projects train by themselves as people label."
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Inputs answered at once; by default one a core.")
]
Queue = Annotated[int, typer.Option(min=0, help="The most requests that wait; more are refused.")]
Seconds = Annotated[
    float, typer.Option(min=0.1, help="The most seconds for an answer, waiting included.")
]
Megabytes = Annotated[
    int, typer.Option(min=1, max=256, help="The largest request, in units of 2^20 bytes.")
]
Megapixels = Annotated[
    int, typer.Option(min=1, max=178, help="The largest image, in millions of pixels.")
]
