"""``vizsla add trees photos/``, and ``vizsla import-data trees labels.csv``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli.console import complain, stages
from vizsla.cli.opening import Name, opened

__all__ = ["command"]

SHOWN = 10
SOME_FAILED = 3


def command(
    name: Name,
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE",
            help="A folder (photos/LABEL/*), pictures, a .zip, or a table: .csv, .jsonl, .json.",
        ),
    ],
    label: Annotated[str | None, typer.Option(help="What all of them are.")] = None,
    layout: Annotated[str | None, typer.Option(help="What it is, if it can't be told.")] = None,
    root: Annotated[
        Path | None, typer.Option(help="The folder that a table's paths are seen from.")
    ] = None,
    *,
    parts: Annotated[
        bool, typer.Option("--parts", help="Keep the source's training and test parts.")
    ] = False,
) -> None:
    """Add pictures to a project; what is there already stays one example."""
    failed = added = 0
    with opened(name) as project:
        for source in sources:
            with stages() as tell:
                done = project.add(
                    source, label, layout=layout, root=root, parts=parts, progress=tell
                )
            print(f"{source}  {done.new} new, {done.known} there already  ({done.layout})")
            for file, before, now in done.contradictions[:SHOWN]:
                complain(f"{file} is {before!r} already, and {now!r} here: vizsla explore {name}")
            if len(done.contradictions) > SHOWN:
                complain(f"and {len(done.contradictions) - SHOWN} more with two labels")
            for file, error in done.problems[:SHOWN]:
                complain(str(error) if file in str(error) else f"{file}: {error}")
            hidden = len(done.problems) - SHOWN
            if hidden > 0:
                complain(f"and {hidden} more that could not be used")
            failed += len(done.problems)
            added += done.new + done.known
    if failed:
        raise typer.Exit(SOME_FAILED if added else 1)
