"""``vizsla card dog-breeds``."""

from __future__ import annotations

import sys

from vizsla.cli import options
from vizsla.cli.console import print_text
from vizsla.terminal_text import safe_text

__all__ = ["command"]


def command(
    name: options.FunctionName,
) -> None:
    """Show the card of a function: its purpose, its test and its limits."""
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it

    card = safe_text(load(name).card)
    if sys.stdout is None or not sys.stdout.isatty():
        print_text(card.removesuffix("\n"))
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and needed only here
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(card))
