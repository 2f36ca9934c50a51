"""``vizsla test trees``, ``vizsla test dog-breeds labelled/``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_note, stage_bar
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.opening import open_project, project_class
from vizsla.cli.printing import print_tested
from vizsla.cli.reading import (
    Encoding,
    LabelColumn,
    Layout,
    TextColumn,
    ask_until_clear,
    how_to_read,
)
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError
from vizsla.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.exchange.hints import ReadOptions
    from vizsla.testing import Report
    from vizsla.testing.multi_label import MultiLabelReport

__all__ = ["command"]


def command(
    name: Annotated[
        str, typer.Argument(help="A project; or with a folder, any function: dog-breeds, trees@2.")
    ],
    source: Annotated[
        Path | None,
        typer.Argument(help="Images in one sub-folder for each label, a .zip of them, or a table."),
    ] = None,
    run: Annotated[
        int | None, typer.Option(help="A training of the project; the last one by default.")
    ] = None,
    html: options.Html = None,
    map_label: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER=LABEL",
            help="The function's label for a folder of another name; can be repeated.",
        ),
    ] = None,
    layout: Layout = None,
    label_column: LabelColumn = None,
    encoding: Encoding = None,
    text_column: TextColumn = None,
    *,
    json: options.AsJson = False,
) -> None:
    """Test the last training of a project on its test set, or any function on labelled examples."""
    map_labels = dict(map(_pair, map_label or ()))

    def said(line: str) -> None:
        # Standard output is for the figures: --json prints them alone.
        print_note(f"{source}  {translate(line)}")

    kept = f"no report was kept; to start again: {same_command()}"
    projects = [] if _is_function(name, source) else [each.name for each in project_class().all()]
    if name.casefold() in map(str.casefold, projects):
        with open_project(name) as project:

            def test(how: ReadOptions) -> Report | MultiLabelReport:
                with resumable(kept), stage_bar() as progress:
                    return project.test(
                        run, source, map_labels=map_labels, on_read=said, progress=progress, **how
                    )

            report = ask_until_clear(test, how_to_read(layout, label_column, encoding, text_column))
            print_tested(report, html, json=json)
        return
    if source is None or run is not None:
        raise OptionError(_no_project(name, projects))
    import vizsla  # noqa: PLC0415 - help must not wait for it

    def evaluate(how: ReadOptions) -> Report | MultiLabelReport:
        with resumable(kept), stage_bar() as progress:
            return vizsla.evaluate(
                name, source, map_labels=map_labels, on_read=said, progress=progress, **how
            )

    report = ask_until_clear(evaluate, how_to_read(layout, label_column, encoding, text_column))
    print_tested(report, html, json=json)


def _pair(text: str) -> tuple[str, str]:
    folder, equals, label = text.partition("=")
    if not (folder and equals and label):
        raise OptionError(f"--map-label is written FOLDER=LABEL, not {text!r}")
    return folder, label


def _is_function(name: str, source: Path | None) -> bool:
    """Return whether a name is a function's and needs no workspace."""
    if source is None:
        return False
    from vizsla.bundle.shipped_bundles import shipped_names  # noqa: PLC0415 - help must not wait for it

    return name in shipped_names() or "@" in name or Path(name).exists()


def _no_project(name: str, projects: Iterable[str]) -> str:
    question = did_you_mean(name, projects)
    return (
        f"there is no project {name!r}; {question and f'{question} '}"
        f"to test a function, name a folder of labelled images: vizsla test {name} labelled/"
    )
