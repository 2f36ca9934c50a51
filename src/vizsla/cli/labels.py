"""``vizsla labels trees``: list, rename, merge, remove."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    rename: Annotated[
        tuple[str, str] | None, typer.Option(metavar="OLD NEW", help="Give a label another name.")
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option(help="A label to merge; give --into, too.")
    ] = None,
    into: Annotated[str | None, typer.Option(help="The label that merged ones become.")] = None,
    remove: Annotated[str | None, typer.Option(help="Take a label off all examples.")] = None,
) -> None:
    """List the labels of a project; or rename, merge or remove some."""
    if bool(merge) != bool(into):
        raise typer.BadParameter("--merge LABEL and --into LABEL belong together")
    with opened(name) as project:
        if rename:
            project.rename_label(*rename)
        if merge and into:
            project.merge_labels(merge, into)
        if remove:
            project.remove_label(remove)
        for each in project.labels():
            print(f"{each.name}  {each.positive} positive, {each.negative} negative")
