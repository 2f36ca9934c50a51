"""``vizsla recognize "Two vets at 7pm, about $40 each"``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.reading import TextColumn
from vizsla.cli.sample_input import Sample, given_or_sample

__all__ = ["command"]


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT", help="Texts, files, folders, patterns, or - for standard input."
        ),
    ] = None,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    sample: Sample = False,
    language: Annotated[
        str | None, typer.Option(help="de, en, es, fr, it, ja, nl, pt or zh; told from the words.")
    ] = None,
    kinds: Annotated[
        str | None, typer.Option(help="The kinds to find, with commas: currency,age.")
    ] = None,
    reference: options.Reference = None,
    zone: options.Zone = None,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    lines: options.Lines = False,
    text_column: TextColumn = None,
) -> None:
    """Recognize numbers, amounts, dates, addresses and answers in texts."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.loading import load_shipped  # noqa: PLC0415

    answer_all(
        load_shipped("recognize-text"),
        given_or_sample(inputs, "text", sample=sample),
        top=top,
        threshold=threshold,
        as_json_lines=json,
        write=write,
        skip=skip,
        lines=lines,
        text_column=text_column,
        language=language,
        reference=reference,
        zone=zone,
        kinds=None if kinds is None else tuple(each.strip() for each in kinds.split(",")),
    )
