"""``vizsla publish trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    run: Annotated[int | None, typer.Option(help="Which run; the last by default.")] = None,
    *,
    untested: Annotated[
        bool, typer.Option("--untested", help="Publish though there is nothing to test on.")
    ] = False,
) -> None:
    """Publish a tested run as the next version, and make it live."""
    with opened(name) as project:
        function = project.publish(run, untested=untested)
        print(f"{function.name}@{function.manifest.version}  {function.bundle.path}")
