"""``vizsla history trees 12``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.options import example_key

__all__ = ["command"]


def command(
    name: ProjectName,
    example: Annotated[str, typer.Argument(help="An id, a file name, or a hash's beginning.")],
) -> None:
    """Show who labelled an example, when, and what the label was before."""
    with open_project(name) as project:
        for each in project.history(example_key(example)):
            undone = "" if each.undone_at is None else f"  undone by {each.undone_by}"
            before = each.before or "nothing"
            print_line(f"{each.at:%Y-%m-%d %H:%M}  {each.who}  {before} -> {each.after}{undone}")
