"""``vizsla suggest trees``."""

from __future__ import annotations

import json as json_module
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(
    name: ProjectName,
    count: Annotated[int, typer.Option(min=1, help="The number of examples.")] = 20,
    *,
    json: options.AsJson = False,
) -> None:
    """Suggest which examples to label next, with the most likely label and its score."""
    with open_project(name) as project:
        for each in project.suggest(count):
            if json:
                row = {
                    "example": each.example.id,
                    "name": each.example.name,
                    "label": each.label,
                    "score": each.score,
                }
                print(json_module.dumps(row, ensure_ascii=False))
            else:
                guess = "no guess yet" if each.score is None else f"{each.label}  {each.score:.2f}"
                print(f"{each.example.id}  {each.example.name}  {guess}")
