"""``vizsla versions trees``."""

from __future__ import annotations

import json as json_module
from typing import cast

from vizsla.cli import options
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(name: ProjectName, *, json: options.AsJson = False) -> None:
    """List the published versions, with the accuracy of their test."""
    with open_project(name) as project:
        live = project.live()
        for each in project.versions():
            test = cast("dict[str, float] | None", each.figures["test"])
            if json:
                row = {"version": each.number, "live": each.number == live, "test": test}
                print(json_module.dumps(row, ensure_ascii=False))
                continue
            accuracy = (
                "not tested"
                if test is None
                else f"{100 * test['accuracy']:.1f} % right on {test['examples']} (95 % interval "
                f"{100 * test['low']:.1f} to {100 * test['high']:.1f})"
            )
            mark = "  live" if each.number == live else ""
            print(f"{name}@{each.number}  {each.created_at:%Y-%m-%d %H:%M}  {accuracy}{mark}")
