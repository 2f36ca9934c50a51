"""``vizsla compare trees 1 2``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import say
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    first: Annotated[int, typer.Argument(help="A version's number.")],
    second: Annotated[int, typer.Argument(help="Another one's.")],
    html: Annotated[Path | None, typer.Option(help="Where to write the page.")] = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Put two versions side by side, and say whether the difference is more than chance."""
    with opened(name) as project:
        found = project.compare(first, second)
        if json:
            print(json_module.dumps(found.to_dict(), ensure_ascii=False))
        else:
            print(found)
        if html is not None or not json:
            say(f"the page: {found.show(html)}")
