"""``vizsla compare trees 1 2``."""

from __future__ import annotations

import json as json_module
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_note
from vizsla.cli.opening import ProjectName, open_project

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
        comparison = project.compare(first, second)
        if json:
            print(json_module.dumps(comparison.to_dict(), ensure_ascii=False))
        else:
            print(comparison)
        if html is not None or not json:
            print_note(f"the page: {comparison.show(html)}")
