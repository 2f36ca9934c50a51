"""``vizsla label trees hemlock 12 13``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.near_names import choose_label
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(
    name: ProjectName,
    label: Annotated[str, typer.Argument(help="The label; 'none of these' is one, too.")],
    examples: options.Examples,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LABEL",
            help="Another label of these examples, in a multi-label project; can be repeated.",
        ),
    ] = None,
    *,
    add: Annotated[
        bool,
        typer.Option(
            "--add", help="The examples keep their labels, too; for multi-label projects."
        ),
    ] = False,
    negative: Annotated[bool, typer.Option("--not", help="The examples are not that.")] = False,
) -> None:
    """Label examples, or with --not say what they are not."""
    with open_project(name) as project:
        labels = [choose_label(project, each) for each in (label, *(also or ()))]
        project.label(
            [options.example_key(each) for each in examples],
            labels,
            positive=not negative,
            add=add,
        )
    shown = " and ".join(map(repr, labels))
    print_line(f"{len(examples)} labelled {'not ' if negative else ''}{shown}")
