"""``vizsla rollback trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(
    name: ProjectName,
    to: Annotated[
        int | None, typer.Option(help="A version; by default the one before the live one.")
    ] = None,
) -> None:
    """Make an earlier version live."""
    with open_project(name) as project:
        print_line(f"{name}@live is {name}@{project.rollback(to)}")
