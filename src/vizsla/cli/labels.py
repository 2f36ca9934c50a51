"""``vizsla labels trees``: list, rename, merge, remove."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.console import print_line
from vizsla.cli.near_names import choose_label
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(
    name: ProjectName,
    rename: Annotated[
        tuple[str, str] | None, typer.Option(metavar="OLD NEW", help="Give a label another name.")
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option(help="A label to merge; give --into, too.")
    ] = None,
    into: Annotated[str | None, typer.Option(help="The label to merge others into.")] = None,
    remove: Annotated[str | None, typer.Option(help="Take a label off all examples.")] = None,
) -> None:
    """List the labels of a project; or rename, merge or remove some."""
    if bool(merge) != bool(into):
        raise typer.BadParameter("--merge LABEL and --into LABEL belong together")
    with open_project(name) as project:
        if rename:
            old, new = rename
            project.rename_label(old, choose_label(project, new, ignored=(old,)))
        if merge and into:
            project.merge_labels(merge, choose_label(project, into, ignored=merge))
        if remove:
            project.remove_label(remove)
        for each in project.labels():
            print_line(f"{each.name}  {each.positive} positive, {each.negative} negative")
