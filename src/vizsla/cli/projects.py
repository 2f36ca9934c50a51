"""``vizsla projects``."""

from __future__ import annotations

import json as json_module

from vizsla.cli import options
from vizsla.cli.opening import project_class
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
            print(json_module.dumps(row, ensure_ascii=False))
        else:
            print(
                f"{each.name}  {counted(each.examples, 'example')}, {each.labelled} labelled with "
                f"{counted(each.labels, 'label')}, {counted(each.versions, 'version')}"
            )
