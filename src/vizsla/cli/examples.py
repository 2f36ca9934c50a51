"""``vizsla examples trees``."""

from __future__ import annotations

import json as json_module
from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.opening import Name, opened

__all__ = ["command"]


def command(
    name: Name,
    label: Annotated[str | None, typer.Option(help="Only of this label.")] = None,
    state: Annotated[
        str | None, typer.Option(help="labelled, unlabelled, unsure or skipped.")
    ] = None,
    part: Annotated[str | None, typer.Option(help="train or test.")] = None,
    after: Annotated[int | None, typer.Option(help="The last id of the page before.")] = None,
    count: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    *,
    json: options.AsJson = False,
) -> None:
    """List examples, with their ids and labels, a page at a time."""
    with opened(name) as project:
        for each in project.examples(count, after, label=label, state=state, part=part):
            if json:
                row = {
                    "example": each.id,
                    "name": each.name,
                    "label": each.label,
                    "not_labels": list(each.not_labels),
                    "state": each.state,
                    "used": each.used,
                    "part": each.split,
                }
                print(json_module.dumps(row, ensure_ascii=False))
                continue
            said = [each.label or each.state, *(f"not {label}" for label in each.not_labels)]
            rest = [each.split or "", "" if each.used else "not used for training"]
            print("  ".join([str(each.id), each.name, ", ".join(said), *filter(None, rest)]))
