"""``vizsla export-data trees dataset/``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    target: Annotated[Path, typer.Argument(help="A new folder, or a .zip.")],
    layout: Annotated[
        str, typer.Option(help="folder (ImageFolder's), csv, 'json lines' or 'label studio'.")
    ] = "folder",
    *,
    keep_metadata: Annotated[
        bool, typer.Option("--keep-metadata", help="Leave place and device in the pictures.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
) -> None:
    """Write a project's pictures and labels as a dataset that others read, too."""
    with opened(name) as project:
        done = project.export_data(
            target, layout=layout, keep_metadata=keep_metadata, replace=replace
        )
    print(f"{target}  {done.count} pictures")
