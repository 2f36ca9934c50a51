"""``vizsla card dog-breeds``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    name: Annotated[str, typer.Argument(help="A bundle's path, or a shipped function's name.")],
) -> None:
    """Show a function's card: what it is for, and how well it does."""
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it

    card = load(name).card
    if not sys.stdout.isatty():
        print(card, end="")
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only here
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(card))
