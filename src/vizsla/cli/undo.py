"""``vizsla undo trees``."""

from __future__ import annotations

from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(name: ProjectName) -> None:
    """Undo the last labelling."""
    with open_project(name) as project:
        done = project.undo()
    print_line("there is nothing to undo" if done is None else f"undone: {done}")
