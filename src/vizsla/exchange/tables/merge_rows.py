"""Makes one row for each file from the rows of its labels or boxes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.errors import InputError
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
    merged = [replace(row, label=labels[0] if len(labels) == 1 else None) for row, labels in files]
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
            several = InputError(
                f"{shorten(row.path)} has {len(labels)} labels "
                f"({shorten(', '.join(map(repr, labels)))}), and an example has one. It is added "
                "as unsure: choose one."
            )
            found.append(row_problem(row.where, several))
            merged.append(replace(row, label=None, state="unsure"))
        else:
            merged.append(replace(row, label=labels[0] if labels else None))
    return LabelTable(merged, found, has_labels=True)


def _by_file(rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Return the first row of each file, and the labels that its rows have."""
    files: dict[str, tuple[Row, dict[str, None]]] = {}
    for row in rows:
        _, labels = files.setdefault(row.path, (row, {}))
        if row.label is not None:
            labels[row.label] = None
    return [(row, list(labels)) for row, labels in files.values()]
