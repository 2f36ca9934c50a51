"""``vizsla suggest trees``."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_note
from vizsla.cli.feedback_lines import feedback_line, feedback_rows
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_json

__all__ = ["command"]


def command(
    name: ProjectName,
    count: Annotated[int, typer.Option(min=1, help="The number of examples.")] = 20,
    *,
    json: options.AsJson = False,
) -> None:
    """Suggest which examples to label next, with the most likely label and its score."""
    with open_project(name) as project:
        suggested = project.suggest(count)
        if not suggested:
            print_note(
                "there is nothing to suggest: every example is labelled, unsure or skipped"
                if project.counts().examples
                else f"there are no images to label yet: vizsla add {shlex.quote(name)} photos/"
            )
        for each in suggested:
            if json:
                row = {
                    "example": each.example.id,
                    "name": each.example.name,
                    "label": each.label,
                    "score": each.score,
                    **({"labels": list(each.labels)} if project.multi_label else {}),
                    **({"feedback": feedback_rows(each.feedback)} if each.feedback else {}),
                }
                print_json(row)
            elif each.feedback:
                print_line(feedback_line(each))
            else:
                likely = ", ".join(each.labels) or each.label
                guess = "no guess yet" if each.score is None else f"{likely}  {each.score:.2f}"
                print_line(f"{each.example.id}  {each.example.name}  {guess}")
