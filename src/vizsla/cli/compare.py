"""``vizsla compare trees 1 2``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_tested

__all__ = ["command"]


def command(
    name: ProjectName,
    first: Annotated[int, typer.Argument(help="The number of a version.")],
    second: Annotated[int, typer.Argument(help="The number of another version.")],
    html: options.Html = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Compare two versions, and say whether the difference is more than chance."""
    with open_project(name) as project:
        print_tested(project.compare(first, second), html, json=json)
