"""``vizsla rollback trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    to: Annotated[int | None, typer.Option(help="The version; by default the one before.")] = None,
) -> None:
    """Make an earlier version live."""
    with opened(name) as project:
        print(f"{name}@live is {name}@{project.rollback(to)}")
