"""``vizsla functions``."""

from __future__ import annotations

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_problem
from vizsla.cli.exit_codes import SOME_FAILED
from vizsla.cli.printing import print_json
from vizsla.cli.translate_message import translate
from vizsla.errors import VizslaError

__all__ = ["command"]


def command(*, json: options.AsJson = False) -> None:
    """List the functions that Vizsla ships, and those that were published here."""
    from vizsla.functions.loading import (  # noqa: PLC0415 - help must not wait for it
        list_functions,
        load,
    )

    failed = False
    for name in list_functions():
        try:
            manifest = load(name).manifest
        except VizslaError as error:  # a damaged function hides no other
            print_problem(f"{name}: {translate(str(error))}")
            failed = True
            continue
        row = {"name": name, "kind": manifest.kind, "description": manifest.description}
        if json:
            print_json(row)
        else:
            print_line(f"{name:16} {manifest.description}")
    if failed:
        raise typer.Exit(SOME_FAILED)
