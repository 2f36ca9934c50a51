"""``vizsla explore trees``."""

from __future__ import annotations

import json as json_module

from vizsla.cli import options
from vizsla.cli.console import print_note, stage_bar
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(name: ProjectName, html: options.Html = None, *, json: options.AsJson = False) -> None:
    """Explore the data: near-duplicates, outliers, doubtful labels, balance and the map."""
    with open_project(name) as project:
        kept = f"the project is as it was; to start again: {same_command()}"
        with resumable(kept), stage_bar() as report:
            found = project.explore(progress=report)
        if json:
            print(json_module.dumps(found.to_dict(), ensure_ascii=False))
        else:
            for each in found.findings:
                print(f"{each.severity:6} {each.title}")
                if each.act is not None:
                    print(f"       {each.act.text}: {each.act.command}")
        if html is not None or not json:
            print_note(f"the page: {found.show(html)}")
