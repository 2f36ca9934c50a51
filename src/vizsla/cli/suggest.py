"""``vizsla suggest trees``."""

from __future__ import annotations

import json as json_module
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    count: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    *,
    json: options.AsJson = False,
) -> None:
    """Say what to label next, with the guess and its score."""
    with opened(name) as project:
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
