"""``vizsla mark trees unsure 12 13``: the state of examples, besides their label."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


class Mark(StrEnum):
    """A state that examples can be put in."""

    UNSURE = "unsure"
    SKIP = "skip"
    CLEAR = "clear"
    USE = "use"
    DO_NOT_USE = "do-not-use"


def command(
    name: ProjectName,
    mark: Annotated[Mark, typer.Argument(help="The state to put them in.")],
    examples: options.Examples,
) -> None:
    """Mark examples as unsure or skipped, clear their labels, or leave them out of training."""
    with open_project(name) as project:
        chosen = [options.example_key(each) for each in examples]
        match mark:
            case Mark.UNSURE:
                project.unsure(chosen)
            case Mark.SKIP:
                project.skip(chosen)
            case Mark.CLEAR:
                project.clear(chosen)
            case _:
                project.use(chosen, mark is Mark.USE)
    print_line(f"{len(examples)} marked {mark}")
