"""``vizsla mark trees unsure 12 13``: what is said of examples besides their label."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from vizsla.cli.label import named
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


class How(StrEnum):
    """What can be said."""

    UNSURE = "unsure"
    SKIP = "skip"
    CLEAR = "clear"
    USE = "use"
    DO_NOT_USE = "do-not-use"


def command(
    name: Name,
    how: Annotated[How, typer.Argument(help="What to say of them.")],
    examples: Annotated[
        list[str],
        typer.Argument(metavar="EXAMPLE", help="Ids, names of files, or beginnings of hashes."),
    ],
) -> None:
    """Mark examples as unsure or skipped, clear their labels, or keep them out of training."""
    with opened(name) as project:
        chosen = [named(each) for each in examples]
        match how:
            case How.UNSURE:
                project.unsure(chosen)
            case How.SKIP:
                project.skip(chosen)
            case How.CLEAR:
                project.clear(chosen)
            case _:
                project.use(chosen, how is How.USE)
    print(f"{len(examples)} marked {how}")
