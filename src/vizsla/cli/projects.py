"""``vizsla projects``."""

from __future__ import annotations

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.opening import project_class
from vizsla.cli.printing import print_json
from vizsla.wording import counted

__all__ = ["command"]


def command(*, json: options.AsJson = False) -> None:
    """List the projects of the workspace."""
    for each in project_class().all():
        if json:
            row = {
                "name": each.name,
                "examples": each.examples,
                "labelled": each.labelled,
                "labels": each.labels,
                "versions": each.versions,
            }
            print_json(row)
        else:
            print_line(
                f"{each.name}  {counted(each.examples, 'example')}, {each.labelled} labelled with "
                f"{counted(each.labels, 'label')}, {counted(each.versions, 'version')}"
            )
