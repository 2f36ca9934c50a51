"""``vizsla versions trees``."""

from __future__ import annotations

from typing import cast

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_json
from vizsla.wording import counted

__all__ = ["command"]


def command(name: ProjectName, *, json: options.AsJson = False) -> None:
    """List the published versions, with the accuracy of their test."""
    with open_project(name) as project:
        live = project.live()
        for each in project.versions():
            test = cast("dict[str, float] | None", each.figures["test"])
            if json:
                row = {"version": each.number, "live": each.number == live, "test": test}
                print_json(row)
                continue
            accuracy = (
                "not tested"
                if test is None
                else f"{100 * test['accuracy']:.1f} % right on "
                f"{counted(int(test['examples']), 'example')} (95 % interval "
                f"{100 * test['low']:.1f} to {100 * test['high']:.1f})"
            )
            mark = "  live" if each.number == live else ""
            print_line(f"{name}@{each.number}  {each.created_at:%Y-%m-%d %H:%M}  {accuracy}{mark}")
