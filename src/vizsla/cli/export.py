"""``vizsla export trees --tflite trees.tflite``, ``vizsla export trees --web site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line

__all__ = ["command"]


def command(
    function: options.FunctionName,
    *,
    tflite: Annotated[
        Path | None, typer.Option(help="Write one .tflite file, for Android, iOS and others.")
    ] = None,
    web: Annotated[
        Path | None, typer.Option(help="Write a folder that any static host can serve.")
    ] = None,
    replace: options.Replace = False,
) -> None:
    """Export a function: as one .tflite file, or as a page for the browser."""
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it

    if tflite is None and web is None:
        raise typer.BadParameter("name a target: --tflite FILE, --web FOLDER, or both")
    loaded = load(function)
    if tflite is not None:
        from vizsla.publish.standalone import write_standalone  # noqa: PLC0415

        print_line(write_standalone(loaded, tflite, replace=replace))
    if web is not None:
        from vizsla.publish.web import write_web  # noqa: PLC0415

        print_line(write_web(loaded, web, replace=replace))
