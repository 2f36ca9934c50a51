"""``vizsla remove trees``, ``vizsla remove trees --example 12``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from vizsla.cli.label import named
from vizsla.cli.opening import Name, opened, project_class
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    name: Name,
    example: Annotated[
        list[str] | None, typer.Option(help="Only this example; may be given again.")
    ] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove examples, or a whole project, for good."""
    if example:
        with opened(name) as project:
            count = project.remove([named(each) for each in example])
        print(f"{count} removed for good")
        return
    if not yes:
        if not sys.stdin.isatty():
            raise OptionError(f"to remove all of {name!r} for good, say so: --yes")
        typer.confirm(f"Remove {name!r} with all examples and versions, for good?", abort=True)
    project_class().delete(name)
    print(f"{name} is removed for good")
