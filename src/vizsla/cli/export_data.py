"""``vizsla export-data trees dataset/``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project
from vizsla.wording import counted

__all__ = ["command"]


def command(
    name: ProjectName,
    target: Annotated[Path, typer.Argument(help="A new folder, or a .zip.")],
    layout: Annotated[
        str, typer.Option(help="folder (ImageFolder's), csv, 'json lines' or 'label studio'.")
    ] = "folder",
    *,
    keep_metadata: Annotated[
        bool, typer.Option("--keep-metadata", help="Leave place and device in the images.")
    ] = False,
    replace: options.Replace = False,
) -> None:
    """Export the examples and labels of a project as a dataset that other tools read, too."""
    with open_project(name) as project:
        done = project.export_data(
            target, layout=layout, keep_metadata=keep_metadata, replace=replace
        )
    print_line(f"{target}  {counted(done.count, 'example')}")
