"""``vizsla remove trees``, ``vizsla remove trees --example 12``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import ask, can_ask, print_line
from vizsla.cli.exit_codes import FAILED
from vizsla.cli.opening import ProjectName, open_project, project_class
from vizsla.cli.options import example_key
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    name: ProjectName,
    example: Annotated[
        list[str] | None, typer.Option(help="Only this example; may be repeated.")
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove examples, or a whole project, for good."""
    if example:
        with open_project(name) as project:
            count = project.remove([example_key(each) for each in example])
        print_line(f"{count} removed for good")
        return
    if not yes:
        if not can_ask():
            raise OptionError(f"to remove all of {name!r} for good: vizsla remove {name} --yes")
        question = f"Remove {name!r} with all examples and versions, for good?"
        if not ask(question, default=False):
            raise typer.Exit(FAILED)
    project_class().delete(name)
    print_line(f"{name} is removed for good")
