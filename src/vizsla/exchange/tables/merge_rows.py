"""Makes one row for each file from the rows of its labels or boxes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.exchange.several_labels import several_labels
from vizsla.exchange.tables.table_rows import LabelTable, Row, row_problem
from vizsla.modalities.sources.source_names import shorten
from vizsla.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.exchange.import_source import Problem

__all__ = ["merge_boxes", "merge_labels"]


def merge_boxes(rows: Iterable[Row], problems: Sequence[Problem] = ()) -> LabelTable:
    """Return the files with the one class that all of their boxes have.

    A file whose boxes have several classes gets no label, and neither does one without a box.

    Args:
        rows: one row for each box, or for a file without one, which has no label.
        problems: the boxes that can't be read.

    """
    files = _by_file(rows)
    merged = [_with(row, labels) for row, labels in files]
    mixed = sum(len(labels) > 1 for _, labels in files)
    note = "boxes are not used, and the one class of a file's boxes is its label"
    if mixed:
        shown = counted(mixed, "file shows several classes", "files show several classes")
        note = f"{note}; {shown}"
    return LabelTable(merged, list(problems), has_labels=True, notes=(note,))


def merge_labels(rows: Iterable[Row], problems: Sequence[Problem] = ()) -> LabelTable:
    """Return the files with their labels; one with several is unsure, which is a problem.

    Args:
        rows: one row for each label, or for a file without one.
        problems: the labels that can't be read.

    """
    merged: list[Row] = []
    found = list(problems)
    for row, labels in _by_file(rows):
        if len(labels) > 1:
            found.append(row_problem(row.where, several_labels(shorten(row.path), labels)))
            row = replace(row, state="unsure")  # noqa: PLW2901 - the same row
        merged.append(_with(row, labels))
    return LabelTable(merged, found, has_labels=True)


def _with(row: Row, labels: Sequence[str]) -> Row:
    label = labels[0] if len(labels) == 1 else None
    return replace(row, label=label, several=tuple(labels) if len(labels) > 1 else None)


def _by_file(rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Return the first row of each file, and the labels that its rows have."""
    files: dict[str, tuple[Row, dict[str, None]]] = {}
    for row in rows:
        _, labels = files.setdefault(row.path, (row, {}))
        if row.label is not None:
            labels[row.label] = None
    return [(row, list(labels)) for row, labels in files.values()]
