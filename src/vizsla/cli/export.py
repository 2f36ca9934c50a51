"""``vizsla export trees --tflite trees.tflite``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    function: Annotated[str, typer.Argument(help="A function: trees, trees@2, a bundle's path.")],
    tflite: Annotated[Path, typer.Option(help="The .tflite to write.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
) -> None:
    """Write a function as one .tflite, with its labels inside, for Android, iOS and others."""
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it
    from vizsla.publish.standalone import write_standalone  # noqa: PLC0415

    print(write_standalone(load(function), tflite, replace=replace))
