"""Reads a table from an export of Label Studio.

Choices are read, which is Label Studio's name for classification; boxes and the like are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.label_studio_export import (
    OWN_COLUMNS,
    find_file,
    is_label_studio,
    parse_tasks,
)
from vizsla.exchange.table_rows import Row, Table, normalise_column, read_row, row_problem
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.label_studio_export import Task
    from vizsla.modalities.base import Modality

__all__ = ["read_label_studio"]


def read_label_studio(content: Any, title: str, modality: Modality[Any]) -> Table:  # noqa: ANN401 - whatever JSON holds
    """Return the rows of an export.

    A cancelled task is skipped. Where annotators disagree the example is unsure, which is a
    problem to report. Predictions are guesses, not labels, and don't count.

    Args:
        content: the export's JSON.
        title: the file's name, for messages.
        modality: the modality of the files that the tasks name.

    Raises:
        InputFormatError: the content is no such export.

    """
    tasks = content if isinstance(content, list) else [content]
    if not is_label_studio(tasks):
        raise InputFormatError(
            f"{title} is not an export of Label Studio. Export the project as JSON or JSON-MIN."
        )
    rows: list[Row] = []
    problems: list[Problem] = []
    for task in parse_tasks(tasks, modality):
        where = f"{title}, task {task.number}"
        try:
            row, disagreement = _row(task, where, modality)
        except InputError as error:
            problems.append(row_problem(where, error))
            continue
        rows.append(row)
        if disagreement:
            problems.append(row_problem(where, disagreement))
    return Table(rows, problems, has_labels=True)


def _row(task: Task, where: str, modality: Modality[Any]) -> tuple[Row, InputError | None]:
    columns = {normalise_column(key): value for key, value in task.data.items()}
    record: dict[str, Any] = {key: columns[key] for key in OWN_COLUMNS if key in columns}
    row = read_row({"path": find_file(task.data, modality)} | record, where)
    chosen = [each for each in task.annotations if each]
    was_cancelled = any(each is None for each in task.annotations)
    state = "skipped" if was_cancelled and not chosen else row.state
    labels = list(dict.fromkeys(clean_label(each[0], InputError) for each in chosen))
    disagreement = _disagreement(shorten(row.path), chosen, labels)
    if disagreement:
        state, labels = "unsure", []
    label = labels[0] if labels else None
    return Row(where, row.path, label, row.not_labels, row.split, state, row.name), disagreement


def _disagreement(path: str, chosen: list[list[str]], labels: list[str]) -> InputError | None:
    several = next((each for each in chosen if len(set(each)) > 1), None)
    if several:
        return InputError(
            f"{path} has {len(several)} labels ({_quoted(several)}), and an example has one. It is "
            "added as unsure: choose one."
        )
    if len(labels) > 1:
        return InputError(
            f"{path} was called {_quoted(labels)} by different people. It is added as unsure: "
            "choose one."
        )
    return None


def _quoted(labels: list[str]) -> str:
    return shorten(", ".join(map(repr, labels)))
