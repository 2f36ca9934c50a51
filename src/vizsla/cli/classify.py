"""``vizsla classify park.jpg``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.sample_input import Sample, given_or_sample

__all__ = ["command"]


def command(
    inputs: options.InputsOrSample = None,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    sample: Sample = False,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    allow_private_urls: options.AllowPrivate = False,
    within: Annotated[str | None, typer.Option(help="Only answers of a kind, such as dog.")] = None,
) -> None:
    """Classify images: each as one of 1,000 labels."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.loading import load_shipped  # noqa: PLC0415

    answer_all(
        load_shipped("classify-image"),
        given_or_sample(inputs, "image", sample=sample),
        top=top,
        threshold=threshold,
        as_json_lines=json,
        write=write,
        skip=skip,
        allow_private=allow_private_urls,
        within=within,
    )
