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
        live, names = project.live(), project.version_names()
        for each in project.versions():
            test = cast("dict[str, float] | None", each.figures["test"])
            own = [name for name, number in names.items() if number == each.number]
            if json:
                is_live = each.number == live
                print_json({"version": each.number, "live": is_live, "names": own, "test": test})
                continue
            accuracy = (
                "not tested"
                if test is None
                else f"{100 * test['accuracy']:.1f} % right on "
                f"{counted(int(test['examples']), 'example')} (95 % interval "
                f"{100 * test['low']:.1f} to {100 * test['high']:.1f})"
            )
            marks = ", ".join(["live"] * (each.number == live) + own)
            line = f"{name}@{each.number}  {each.created_at:%Y-%m-%d %H:%M}  {accuracy}"
            print_line(f"{line}  {marks}".rstrip())
