"""``vizsla add trees photos/``, and ``vizsla import-data trees labels.csv``."""

from __future__ import annotations

import shlex
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_failed_input, print_line, print_problem, stage_bar
from vizsla.cli.exit_codes import FAILED, SOME_FAILED
from vizsla.cli.interruption import resumable, same_command
from vizsla.cli.near_names import choose_label, report_near_labels
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.reading import (
    Encoding,
    LabelColumn,
    Layout,
    TextColumn,
    ask_until_clear,
    how_to_read,
)
from vizsla.cli.translate_message import translate
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.exchange.hints import ReadOptions
    from vizsla.project.add_examples import AddedExamples
    from vizsla.project.project import Project

__all__ = ["command"]

SHOWN = 10  # messages of a kind


def command(
    name: ProjectName,
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE",
            help="A folder (photos/LABEL/*), files, a .zip, or a table: .csv, .jsonl, .json.",
        ),
    ],
    label: Annotated[str | None, typer.Option(help="The label of all of them.")] = None,
    layout: Layout = None,
    root: Annotated[
        Path | None, typer.Option(help="The folder that a table's paths start from.")
    ] = None,
    label_column: LabelColumn = None,
    encoding: Encoding = None,
    text_column: TextColumn = None,
    *,
    splits: Annotated[
        bool, typer.Option("--splits", help="Keep the source's training and test splits.")
    ] = False,
    ray: options.OnRay = False,
    ray_address: options.RayAddress = None,
) -> None:
    """Add images, texts or sounds to a project. A file that it has already is not added again."""
    from vizsla.on_ray.cluster import cluster  # noqa: PLC0415 - help must not wait for it

    failed = added = 0
    on = "ray" if ray or ray_address else None
    # One cluster for all sources: project.add uses the one that is there.
    with open_project(name) as project, cluster(ray_address) if on else nullcontext():
        if label is not None:
            label = choose_label(project, label)
        before = project.counts().examples
        for source in sources:
            labels = [each.name for each in project.labels()]

            def add(
                reading: ReadOptions, source: Path = source, project: Project = project
            ) -> AddedExamples:
                with resumable(lambda: _kept(project, before)), stage_bar() as report:
                    return project.add(
                        source,
                        label,
                        root=root,
                        splits=splits,
                        on_read=lambda line: print_line(f"{source}  {translate(line)}"),
                        progress=report,
                        on=on,
                        **reading,
                    )

            done = ask_until_clear(add, how_to_read(layout, label_column, encoding, text_column))
            print_line(f"{done.new} new, {done.known} known already")
            _print_problems(done, name)
            if label is None:
                report_near_labels(project, labels)
            failed += len(done.problems)
            added += done.new + done.known
    if failed:
        raise typer.Exit(SOME_FAILED if added else FAILED)


def _kept(project: Project, before: int) -> str:
    added = project.counts().examples - before
    examples = counted(added, "new example was", "new examples were")
    return f"{examples} added and stay; to go on: {same_command()}"


def _print_problems(done: AddedExamples, name: str) -> None:
    look = f"vizsla explore {shlex.quote(name)}"
    for file, before, now in done.contradictions[:SHOWN]:
        print_problem(f"{file} has the label {before!r} already, and {now!r} here: {look}")
    hidden = len(done.contradictions) - SHOWN
    if hidden > 0:
        print_problem(f"and {hidden} more with two labels")
    for file, error in done.problems[:SHOWN]:
        print_failed_input(file, translate(str(error), name))
    hidden = len(done.problems) - SHOWN
    if hidden > 0:
        print_problem(f"and {hidden} more that could not be used")
