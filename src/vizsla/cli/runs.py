"""``vizsla runs trees``."""

from __future__ import annotations

from vizsla.cli.console import print_line
from vizsla.cli.opening import ProjectName, open_project

__all__ = ["command"]


def command(name: ProjectName) -> None:
    """List the trainings, with their accuracy in cross-validation."""
    with open_project(name) as project:
        for each in project.runs():
            share = each.figures["validation_accuracy"]
            right = "" if share is None else f"  {100 * share:.1f} % right in cross-validation"
            diagnosis = each.figures["diagnosis"]["kind"]
            print_line(f"run {each.number}  {each.created_at:%Y-%m-%d %H:%M}{right}  {diagnosis}")
