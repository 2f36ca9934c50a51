"""``vizsla new trees``."""

from __future__ import annotations

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.near_names import check_new_project
from vizsla.cli.opening import ProjectName, open_project, project_class
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    name: ProjectName,
    kind: options.Kind = None,
    encoder: options.Encoder = None,
    *,
    multi_label: options.MultiLabel = False,
) -> None:
    """Make a project."""
    existing = [each.name for each in project_class().all()]
    same = next((each for each in existing if each.casefold() == name.casefold()), None)
    if same is not None:
        raise OptionError(f"there is a project {same!r} already; add to it: vizsla add {same} ...")
    check_new_project(name, existing)
    with open_project(
        name, create=True, kind=kind, encoder=encoder, multi_label=multi_label or None
    ):
        print_line(name)
