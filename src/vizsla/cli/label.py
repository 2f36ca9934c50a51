"""``vizsla label trees hemlock 12 13``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.opening import Name, opened

__all__ = ["command", "named"]


def command(
    name: Name,
    label: Annotated[str, typer.Argument(help="The label; 'none of these' is one of its own.")],
    examples: Annotated[
        list[str],
        typer.Argument(metavar="EXAMPLE", help="Ids, names of files, or beginnings of hashes."),
    ],
    *,
    negative: Annotated[bool, typer.Option("--not", help="They are not that.")] = False,
) -> None:
    """Say what examples are, or with --not what they are not."""
    with opened(name) as project:
        project.label([named(each) for each in examples], label, positive=not negative)
    word = "not " if negative else ""
    print(f"{len(examples)} labelled {word}{label}")


def named(word: str) -> int | str:
    """Return an id as a number, and anything else as it is."""
    return int(word) if word.isdecimal() and len(word) < 12 else word  # noqa: PLR2004 - an id
