"""``vizsla explore trees``."""

from __future__ import annotations

from vizsla.cli import options
from vizsla.cli.console import print_line, stage_bar
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_json, print_page

__all__ = ["command"]


def command(name: ProjectName, html: options.Html = None, *, json: options.AsJson = False) -> None:
    """Explore the data: near-duplicates, outliers, doubtful labels, balance and the map."""
    with open_project(name) as project:
        kept = f"the project is as it was; to start again: {same_command()}"
        with resumable(kept), stage_bar() as report:
            found = project.explore(progress=report)
        if json:
            print_json(found.to_dict())
        else:
            for each in found.findings:
                print_line(f"{each.severity:6} {each.title}")
                if each.act is not None:
                    print_line(f"       {each.act.text}: {each.act.command}")
        if html is not None or not json:
            print_page(found, html)
