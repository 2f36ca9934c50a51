"""``vizsla train trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_text, stage_bar
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_page
from vizsla.cli.translate_message import translate

__all__ = ["command"]


def command(
    name: ProjectName,
    test: Annotated[float, typer.Option(help="The share of examples for the test set.")] = 0.2,
    precision: Annotated[
        float, typer.Option(help="The share of sure answers that must be right.")
    ] = 0.95,
    confidence: Annotated[float, typer.Option(help="How certain that promise is, 0 to 1.")] = 0.95,
    column: options.FeatureColumns = None,
    html: options.Html = None,
) -> None:
    """Train on the labelled examples, and say whether the model overfits."""
    with open_project(name) as project:
        for each in column or ():
            project.add_column(each)
        kept = f"the project is as it was; to start again: {same_command()}"
        with resumable(kept), stage_bar() as report:
            run = project.train(
                test=test, precision=precision, confidence=confidence, progress=report
            )
        print_line(f"run {run.number}: {run.diagnosis.kind}")
        print_text(translate(str(run), name))
        if html is not None:
            print_page(run, html)
