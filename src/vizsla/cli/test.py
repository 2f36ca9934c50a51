"""``vizsla test trees``, ``vizsla test dog-breeds labelled/``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vizsla.cli import options
from vizsla.cli.console import print_note, stage_bar
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.opening import open_project, project_class
from vizsla.errors import OptionError
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["command"]


def command(
    name: Annotated[
        str, typer.Argument(help="A project; or with a folder, any function: dog-breeds, trees@2.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="Labelled images, in one sub-folder for each label.")
    ] = None,
    run: Annotated[
        int | None, typer.Option(help="A training of the project; the last one by default.")
    ] = None,
    html: options.Html = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Test the last training of a project on its test set, or any function on a folder."""
    kept = f"no report was kept; to start again: {same_command()}"
    projects = [] if _is_function(name, folder) else [each.name for each in project_class().all()]
    if name.casefold() in map(str.casefold, projects):
        with open_project(name) as project:
            with resumable(kept), stage_bar() as progress:
                report = project.test(run, on=folder, progress=progress)
            _print_report(report, html, json=json)
        return
    if folder is None or run is not None:
        raise OptionError(_no_project(name, projects))
    import vizsla  # noqa: PLC0415 - help must not wait for it

    with resumable(kept), stage_bar() as progress:
        report = vizsla.evaluate(name, folder, progress=progress)
    _print_report(report, html, json=json)


def _is_function(name: str, folder: Path | None) -> bool:
    """Return whether a name is a function's and needs no workspace."""
    if folder is None:
        return False
    from vizsla.bundle.shipped_bundles import shipped_names  # noqa: PLC0415 - help must not wait for it

    return name in shipped_names() or "@" in name or Path(name).exists()


def _no_project(name: str, projects: Iterable[str]) -> str:
    question = did_you_mean(name, projects)
    return (
        f"there is no project {name!r}; {question and f'{question} '}"
        f"to test a function, name a folder of labelled images: vizsla test {name} labelled/"
    )


def _print_report(report: Any, html: Path | None, *, json: bool) -> None:  # noqa: ANN401 - a Report with a page
    if json:
        print(json_module.dumps(report.to_dict(), ensure_ascii=False))
    else:
        print(report)
    if html is not None or not json:
        print_note(f"the page: {report.show(html)}")
