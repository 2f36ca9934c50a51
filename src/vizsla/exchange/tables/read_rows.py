"""Reads the rows of a table, once its file is taken apart into records."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.dataset_names import TEXT_COLUMNS
from vizsla.exchange.several_labels import several_labels
from vizsla.exchange.tables.class_columns import read_classes
from vizsla.exchange.tables.merge_rows import merge_boxes
from vizsla.exchange.tables.metadata_columns import find_metadata, read_metadata
from vizsla.exchange.tables.table_columns import (
    COLUMNS,
    find_labels,
    find_path,
    normalise_column,
)
from vizsla.exchange.tables.table_rows import LabelTable, Row, cell_text, read_row, row_problem
from vizsla.exchange.wrong_modality import TEXTS_GO
from vizsla.modalities.sources.source_names import shorten
from vizsla.wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.base import Modality

__all__ = ["no_path_column", "read_rows"]

_SAMPLE = 20  # rows that show how the others are written
_WHOLE_NUMBER = re.compile(r"-?\d+\.0\Z")
# The columns of a box's corner: such a table has a row for each box.
_CORNERS = ({"xmin", "ymin"}, {"x_min", "y_min"}, {"bbox_x", "bbox_y"})


def read_rows(
    records: Sequence[tuple[str, Mapping[str, Any] | InputError]],
    names: Sequence[str],
    title: str,
    modality: Modality[Any],
    label_column: str | None = None,
    *,
    multi_label: bool = False,
) -> LabelTable:
    """Return records as rows.

    Args:
        records: each with the row's name in messages; values by their columns' names, as
            ``normalise_column`` returns them, or why the row can't be used.
        names: the names of all columns, as they are written.
        title: the table's name, for messages.
        modality: the modality of the files that the rows name.
        label_column: the column that holds the labels; None recognises it, "" is for none.
        multi_label: whether an example may have several labels.

    Raises:
        InputUnclearError: it is not clear which column holds the labels.
        InputFormatError: no column names the files.

    """
    usable = [record for _, record in records if not isinstance(record, InputError)]
    columns = {
        name: [_cell(record.get(name)) for record in usable]
        for name in map(normalise_column, names)
    }
    sample = {name: cells[:_SAMPLE] for name, cells in columns.items()}
    path = find_path(sample, modality.is_file)
    if path is None:
        raise no_path_column(title, names, modality)
    labels = find_labels(names, columns, path, title, label_column, multi_label=multi_label)
    has_whole_numbers = labels.column is not None and _are_whole_numbers(columns[labels.column])
    written = {normalise_column(each): each.strip() for each in reversed(names)}
    read = {path, labels.column, *labels.classes, *COLUMNS["path"], *COLUMNS["name"]}
    kept, unused = find_metadata(written, columns, read)
    rows: list[Row] = []
    problems: list[Problem] = []
    for where, record in records:
        try:
            if isinstance(record, InputError):
                raise record
            row = read_row(record, where, path, labels)
            if has_whole_numbers and row.label:
                row = replace(row, label=row.label.removesuffix(".0"))
            row = read_classes(row, record, labels.classes, multi_label=multi_label)
            if len(row.several or ()) > 1:
                several = several_labels(shorten(row.path), row.several or ())
                problems.append(row_problem(where, several))
                row = replace(row, state="unsure")
            rows.append(replace(row, columns=read_metadata(record, kept)) if kept else row)
        except InputError as error:
            problems.append(row_problem(where, error))
    if labels and any(corner <= columns.keys() for corner in _CORNERS):
        return merge_boxes(rows, problems)
    notes = ["a 1 in a label's column is the label"] if labels.classes else []
    if unused:
        notes.append(f"not used: {listed(unused)}")
    return LabelTable(rows, problems, bool(labels), labels.column, tuple(notes))


def no_path_column(title: str, names: Sequence[str], modality: Modality[Any]) -> InputFormatError:
    """Return the error of a table in which no column names the files."""
    texts = [each for each in names if normalise_column(each) in TEXT_COLUMNS]
    if texts:
        return InputFormatError(
            f"{title} is a table of texts, in {texts[0].strip()!r}, and {modality.plural} are "
            f"wanted here. {TEXTS_GO}"
        )
    return InputFormatError(
        f"{title} has no column that names the {modality.plural}; it has "
        f"{shorten(', '.join(names))}. Call the column with their paths 'path'."
    )


def _cell(value: object) -> str:
    return cell_text(value) or ""


def _are_whole_numbers(cells: Sequence[str]) -> bool:
    """Return whether the labels are whole numbers that became 1.0, 2.0, as pandas writes them."""
    filled = [each for each in cells if each.strip()]
    return bool(filled) and all(map(_WHOLE_NUMBER.match, filled))
