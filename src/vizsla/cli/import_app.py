"""``vizsla import app.json``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_problem, stage_bar
from vizsla.cli.translate_message import translate
from vizsla.wording import counted

__all__ = ["command"]

SHOWN = 20


def command(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="EXPORT",
            help="An export of LUIS, CLU, Rasa, Dialogflow, Lex and others: file, folder, .zip.",
        ),
    ],
    name: Annotated[
        str | None, typer.Option(help="The project's name; by default the assistant's.")
    ] = None,
    encoder: options.Encoder = None,
) -> None:
    """Make a project of an assistant: its texts, labels, entities, phrase lists and patterns."""
    from vizsla import import_assistant  # noqa: PLC0415 - heavy, and this names a missing extra

    with stage_bar() as report:
        done = import_assistant(source, name, encoder=encoder, progress=report)
    with done.project as project:
        print_line(f"{source}  {done.summary}")
        print_line(f"{project.name}  {done.added.new} new, {done.added.known} known already")
        for file, error in done.added.problems[:SHOWN]:
            print_problem(f"{file}: {translate(str(error), project.name)}")
        if done.unread:
            print_line(f"not carried over: {counted(len(done.unread), 'part')}")
        for each in done.unread[:SHOWN]:
            times = f" ({each.count} times)" if each.count > 1 else ""
            print_line(f"  {each.name}{times}: {each.reason}")
        if len(done.unread) > SHOWN:
            print_line(f"  and {len(done.unread) - SHOWN} more")
        print_line(f"next: vizsla train {shlex.quote(project.name)}")
