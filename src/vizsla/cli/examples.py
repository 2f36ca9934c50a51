"""``vizsla examples trees``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line, print_note
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_json
from vizsla.nearest import did_you_mean

__all__ = ["command"]

MOST = 1000  # examples of a page


def command(
    name: ProjectName,
    label: Annotated[str | None, typer.Option(help="Only examples of this label.")] = None,
    state: Annotated[
        str | None, typer.Option(help="labelled, unlabelled, unsure or skipped.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="train or test.")] = None,
    after: Annotated[int | None, typer.Option(help="The last id of the page before.")] = None,
    count: Annotated[int, typer.Option(min=1, max=MOST, help="The number of examples.")] = 50,
    *,
    json: options.AsJson = False,
) -> None:
    """List examples with their ids and labels, a page at a time."""
    with open_project(name) as project:
        page = project.examples(count, after, label=label, state=state, split=split)
        if label is not None and not page:
            _check_label(label, [each.name for each in project.labels()])
        for each in page:
            if json:
                row = {
                    "example": each.id,
                    "name": each.name,
                    "label": each.label,
                    **({"labels": list(each.labels)} if project.multi_label else {}),
                    "not_labels": list(each.not_labels),
                    "state": each.state,
                    "used": each.used,
                    "split": each.split,
                }
                print_json(row)
                continue
            labels = [
                *(each.labels or (each.state,)),
                *(f"not {label}" for label in each.not_labels),
            ]
            rest = [each.split or "", "" if each.used else "not used for training"]
            print_line("  ".join([str(each.id), each.name, ", ".join(labels), *filter(None, rest)]))


def _check_label(label: str, known: list[str]) -> None:
    """Print that there is no such label, with the nearest ones."""
    if label not in known:
        question = did_you_mean(label, known)
        print_note(f"there is no label {label!r}{question and f'; {question}'}")
