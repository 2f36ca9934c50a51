"""``vizsla history trees 12``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.label import named
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    example: Annotated[str, typer.Argument(help="An id, a file's name, or a hash's beginning.")],
) -> None:
    """Show who labelled an example, when, and what it was before."""
    with opened(name) as project:
        for each in project.history(named(example)):
            undone = "" if each.undone_at is None else f"  taken back by {each.undone_by}"
            before = each.before or "nothing"
            print(f"{each.at:%Y-%m-%d %H:%M}  {each.who}  {before} -> {each.after}{undone}")
