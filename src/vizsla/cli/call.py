"""``vizsla call my-function new.jpg``, or ``vizsla call intents "are you open?"``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.reading import TextColumn
from vizsla.cli.sample_input import Sample, given_or_sample
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    function: options.FunctionName,
    inputs: options.InputsOrSample = None,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    sample: Sample = False,
    json: options.AsJson = False,
    write: options.WriteAnywhere = None,
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
    ray: options.OnRay = False,
    ray_address: options.RayAddress = None,
) -> None:
    """Call a function: one of your own, or one that Vizsla ships."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions import load  # noqa: PLC0415

    loaded = load(function)
    given = given_or_sample(inputs, loaded.modality.name, sample=sample)
    if ray or ray_address:
        from vizsla.cli.ray_answering import answer_all_on_ray  # noqa: PLC0415

        if skip or explain:
            option = "--skip" if skip else "--explain"
            raise OptionError(f"{option} can't be given with --ray: leave it out")
        answer_all_on_ray(
            loaded,
            given,
            address=ray_address,
            top=top,
            columns=options.cells_of(column),
            threshold=threshold,
            as_json_lines=json,
            write=write,
            lines=lines,
            text_column=text_column,
            reference=reference,
            zone=zone,
            allow_private=allow_private_urls,
        )
        return
    answer_all(
        loaded,
        given,
        top=top,
        columns=options.cells_of(column),
        threshold=threshold,
        as_json_lines=json,
        write=Path(write) if write else None,
        skip=skip,
        lines=lines,
        text_column=text_column,
        reference=reference,
        zone=zone,
        explain=explain,
        allow_private=allow_private_urls,
    )
