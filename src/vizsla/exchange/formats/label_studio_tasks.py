"""Reads a table from an export of Label Studio.

Choices are read, which is Label Studio's name for classification, and taxonomies. Boxes and other
regions are not: where all regions of a file have one class, that is its label.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError, InputUnclearError
from vizsla.exchange.formats.label_studio_answers import Kind
from vizsla.exchange.formats.label_studio_export import (
    OWN_COLUMNS,
    find_file,
    is_label_studio,
    parse_tasks,
)
from vizsla.exchange.several_labels import several_labels
from vizsla.exchange.tables.merge_rows import merge_boxes
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.exchange.tables.table_rows import LabelTable, Row, read_row, row_problem
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from vizsla.exchange.formats.label_studio_export import Annotation, Task
    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.base import Modality

__all__ = ["read_label_studio"]

_USUAL = frozenset(("choice", "choices", "taxonomy"))  # in Label Studio's own templates


def read_label_studio(
    content: Any,  # noqa: ANN401 - whatever JSON holds
    title: str,
    modality: Modality[Any],
    *,
    label_column: str | None = None,
) -> LabelTable:
    """Return the rows of an export.

    A cancelled task is skipped. Where annotators disagree the example is unsure, which is a
    problem to report; an annotation that was marked as the ground truth counts alone. Predictions
    are guesses, not labels, and don't count. A label from a taxonomy is the last part of its path;
    the whole path where two paths end alike.

    Args:
        content: the export's JSON, or the records of its CSV.
        title: the file's name, for messages.
        modality: the modality of the files that the tasks name.
        label_column: the question whose answers are the labels; None recognises it, "" is for none.

    Raises:
        InputUnclearError: there are several questions.
        InputFormatError: the content is no such export.

    """
    tasks = content if isinstance(content, list) else [content]
    if not is_label_studio(tasks):
        raise InputFormatError(
            f"{title} is not an export of Label Studio. Export the project as JSON or JSON-MIN."
        )
    parsed = parse_tasks(tasks, modality, label_column)
    kinds = _kinds(parsed)
    question = _question(kinds, title, label_column)
    reader = _Reader(parsed, question, modality)
    rows: list[Row] = []
    problems: list[Problem] = []
    for task in parsed:
        where = f"{title}, task {task.number}"
        try:
            found, disagreement = reader.read(task, where)
        except InputError as error:
            problems.append(row_problem(where, error))
            continue
        rows += found
        problems += [row_problem(where, disagreement)] if disagreement else []
    if question is not None and kinds[question] <= {Kind.REGION}:
        return merge_boxes(rows, problems)
    notes = (f"labels from the answers to {shorten(question)}",) if question else ()
    return LabelTable(rows, problems, label_column != "", question, notes)


def _kinds(tasks: Sequence[Task]) -> dict[str, set[Kind]]:
    """Return the kinds of the answers to each question."""
    kinds: dict[str, set[Kind]] = {}
    for task in tasks:
        for annotation in task.annotations:
            for question, answer in annotation.answers.items():
                kinds.setdefault(question, set()).add(answer.kind)
    return kinds


def _question(kinds: dict[str, set[Kind]], title: str, label_column: str | None) -> str | None:
    """Return the question whose answers are the labels; None where there is none."""
    if label_column is not None:
        names = {normalise_column(each): each for each in reversed(kinds)}
        if label_column in kinds or not label_column:
            return label_column or None
        if normalise_column(label_column) in names:
            return names[normalise_column(label_column)]
        raise _unclear(f"{title} has no question {label_column!r:.80}", kinds)
    regions = [each for each, found in kinds.items() if found <= {Kind.REGION}]
    choices = [each for each, found in kinds.items() if Kind.CHOICE in found]
    plain = [each for each, found in kinds.items() if Kind.PLAIN in found and each not in choices]
    candidates = [*choices, *plain]
    usual = [each for each in candidates if normalise_column(each) in _USUAL]
    if len(usual) == 1:
        return usual[0]
    if not candidates and len(regions) == 1:
        return regions[0]
    if len(candidates) == 1 and (choices or not regions):
        return candidates[0]
    if not (candidates or regions):
        return None
    what = f"It is not certain which answers in {title} are the labels"
    raise _unclear(what, [*candidates, *regions])


def _unclear(what: str, kinds: Collection[str]) -> InputUnclearError:
    shown = shorten(", ".join(kinds)) or "no question with answers"
    return InputUnclearError(
        f"{what}; it has {shown}. Say which with label_column, or '' for none.",
        "label_column",
        kinds,
    )


class _Reader:
    """Reads tasks as rows.

    Args:
        tasks: all tasks of the export.
        question: the question whose answers are the labels, or None.
        modality: the modality of the files that the tasks name.

    """

    def __init__(
        self, tasks: Sequence[Task], question: str | None, modality: Modality[Any]
    ) -> None:
        self._question = question
        self._modality = modality
        ends: dict[str, set[tuple[str, ...]]] = {}
        for task in tasks:
            for annotation in task.annotations:
                for path in self._paths(annotation):
                    ends.setdefault(path[-1], set()).add(path)
        self._alike = {end for end, paths in ends.items() if len(paths) > 1}

    def read(self, task: Task, where: str) -> tuple[list[Row], InputError | None]:
        """Return a task's row, and the disagreement about its label; a row for each region."""
        columns = {normalise_column(key): value for key, value in task.data.items()}
        record: dict[str, Any] = {key: columns[key] for key in OWN_COLUMNS if key in columns}
        row = read_row({"path": find_file(task.data, self._modality)} | record, where)
        counted = [each for each in task.annotations if not each.is_cancelled]
        true = [each for each in counted if each.is_ground_truth]
        chosen = [labels for each in true or counted if (labels := self._labels(each))]
        state = row.state
        if not chosen and any(each.is_cancelled for each in task.annotations):
            state = "skipped"
        labels = list(dict.fromkeys(label for each in chosen for label in each))
        if self._is_about_regions(task):
            return [_replaced(row, label, state) for label in labels or (None,)], None
        disagreement = _disagreement(shorten(row.path), chosen, labels)
        if disagreement:
            is_agreed = len({frozenset(each) for each in chosen}) == 1
            agreed = tuple(chosen[0]) if is_agreed else None
            return [replace(_replaced(row, None, "unsure"), several=agreed)], disagreement
        return [_replaced(row, labels[0] if labels else None, state)], None

    def _is_about_regions(self, task: Task) -> bool:
        answers = (each.answers.get(self._question or "") for each in task.annotations)
        kinds = {each.kind for each in answers if each}
        return kinds == {Kind.REGION}

    def _paths(self, annotation: Annotation) -> Sequence[tuple[str, ...]]:
        answer = annotation.answers.get(self._question) if self._question is not None else None
        return answer.paths if answer else ()

    def _labels(self, annotation: Annotation) -> list[str]:
        texts = (
            "/".join(path) if path[-1] in self._alike else path[-1]
            for path in self._paths(annotation)
        )
        return list(dict.fromkeys(clean_label(each, InputError) for each in texts))


def _replaced(row: Row, label: str | None, state: str | None) -> Row:
    return Row(row.where, row.path, label, row.not_labels, row.split, state, row.name)


def _disagreement(path: str, chosen: list[list[str]], labels: list[str]) -> InputError | None:
    several = next((each for each in chosen if len(each) > 1), None)
    if several and len({frozenset(each) for each in chosen}) == 1:
        return several_labels(path, several)
    if len(labels) > 1:
        return InputError(
            f"{path} was called {_quoted(labels)} by different people. It is added as unsure: "
            "choose one."
        )
    return None


def _quoted(labels: list[str]) -> str:
    return shorten(", ".join(map(repr, labels)))
