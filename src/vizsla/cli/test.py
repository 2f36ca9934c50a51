"""``vizsla test trees``, ``vizsla test dog-breeds labelled/``."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer

from vizsla.cli import options
from vizsla.cli.console import say, stages
from vizsla.cli.opening import opened, project_class
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    name: Annotated[
        str, typer.Argument(help="A project; or with a folder, any function: dog-breeds, trees@2.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="Labelled pictures, in one sub-folder a label.")
    ] = None,
    run: Annotated[int | None, typer.Option(help="The project's run; the last by default.")] = None,
    html: Annotated[Path | None, typer.Option(help="Where to write the report's page.")] = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Test a project's last training on what was kept apart, or any function on a folder."""
    with stages() as tell:
        if _is_project(name, folder):
            with opened(name) as project:
                report = project.test(run, on=folder, progress=tell)
                _show(report, html, json=json)
            return
        if folder is None or run is not None:
            raise OptionError(
                f"there is no project {name!r}; to test a function give it labelled pictures: "
                f"vizsla test {name} labelled/"
            )
        report = _function_on(name, folder, tell)
    _show(report, html, json=json)


def _is_project(name: str, folder: Path | None) -> bool:
    from vizsla.bundle.shipped import shipped_names  # noqa: PLC0415 - help must not wait for it

    # A function that is none of a project's needs no workspace.
    if folder is not None and (name in shipped_names() or "@" in name or Path(name).exists()):
        return False
    return any(each.name.casefold() == name.casefold() for each in project_class().all())


def _function_on(name: str, folder: Path, tell: Any) -> Any:  # noqa: ANN401 - a Report with a page
    import vizsla  # noqa: PLC0415 - help must not wait for it

    return vizsla.evaluate(name, folder, progress=tell)


def _show(report: Any, html: Path | None, *, json: bool) -> None:  # noqa: ANN401 - a Report
    if json:
        print(json_module.dumps(report.to_dict(), ensure_ascii=False))
    else:
        print(report)
    if html is not None or not json:
        say(f"the page: {report.show(html)}")
