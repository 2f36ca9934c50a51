"""``vizsla publish trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(
    name: ProjectName,
    run: Annotated[int | None, typer.Option(help="A training; the last one by default.")] = None,
    also_as: Annotated[
        str | None,
        typer.Option("--as", help="A name for the version: NAME@production then opens it."),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(help="The least score of a sure answer, in place of what training found."),
    ] = None,
    *,
    untested: Annotated[
        bool, typer.Option("--untested", help="Publish though there is nothing to test on.")
    ] = False,
) -> None:
    """Publish a tested training as the next version, and make it live."""
    from vizsla.bundle.promises import promises  # noqa: PLC0415 - help must not wait for it

    with open_project(name) as project:
        function = project.publish(run, untested=untested, also_as=also_as, threshold=threshold)
        print_line(f"{function.name}@{function.manifest.version}  {function.bundle.path}")
        for sentence in promises(function.manifest):
            print_line(sentence)
