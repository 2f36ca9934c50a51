"""``vizsla call my-function new.jpg``, or ``vizsla call intents "are you open?"``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.reading import TextColumn

__all__ = ["command"]


def command(
    function: options.FunctionName,
    inputs: options.Inputs,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    lines: options.Lines = False,
    text_column: TextColumn = None,
    column: options.Cells = None,
    reference: options.Reference = None,
    zone: options.Zone = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name the words of a text that speak for its answer.")
    ] = False,
    allow_private_urls: options.AllowPrivate = False,
) -> None:
    """Call a function: one of your own, or one that Vizsla ships."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions import load  # noqa: PLC0415

    answer_all(
        load(function),
        inputs,
        top=top,
        columns=options.cells_of(column),
        threshold=threshold,
        as_json_lines=json,
        write=write,
        skip=skip,
        lines=lines,
        text_column=text_column,
        reference=reference,
        zone=zone,
        explain=explain,
        allow_private=allow_private_urls,
    )
