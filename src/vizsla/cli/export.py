"""``vizsla export trees --tflite trees.tflite``, ``vizsla export trees --web site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["command"]


def command(
    function: Annotated[str, typer.Argument(help="A function: trees, trees@2, a bundle's path.")],
    *,
    tflite: Annotated[
        Path | None, typer.Option(help="Write one .tflite, for Android, iOS and others.")
    ] = None,
    web: Annotated[
        Path | None, typer.Option(help="Write a folder that any static host can serve.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is there.")] = False,
) -> None:
    """Write a function for other places: as one .tflite, or as a page for the browser."""
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it

    if tflite is None and web is None:
        raise typer.BadParameter("say where to: --tflite FILE, --web FOLDER, or both")
    loaded = load(function)
    if tflite is not None:
        from vizsla.publish.standalone import write_standalone  # noqa: PLC0415

        print(write_standalone(loaded, tflite, replace=replace))
    if web is not None:
        from vizsla.publish.web import write_web  # noqa: PLC0415

        print(write_web(loaded, web, replace=replace))
