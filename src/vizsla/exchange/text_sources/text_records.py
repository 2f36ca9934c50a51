"""Reads the rows of a table of texts, once its file is taken apart into records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.exchange.several_labels import several_labels
from vizsla.exchange.tables.class_columns import read_classes
from vizsla.exchange.tables.metadata_columns import find_metadata, read_metadata
from vizsla.exchange.tables.table_columns import (
    find_labels,
    normalise_column,
    normalise_record,
)
from vizsla.exchange.tables.table_rows import cell_text, read_row, row_problem
from vizsla.exchange.text_sources.text_columns import find_text
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.exchange.wrong_modality import refuse_file_names
from vizsla.label_rules import clean_label
from vizsla.wording import listed

if TYPE_CHECKING:
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.tables.table_columns import LabelColumns
    from vizsla.exchange.tables.table_rows import Row

__all__ = ["NO_CLASS_NAMES", "ClassNames", "Record", "read_text_records"]

ClassNames = Mapping[str, Sequence[str]]
NO_CLASS_NAMES: ClassNames = {}
Record = tuple[str, "Mapping[str, Any] | InputError"]
_WHOLE_NUMBER = re.compile(r"-?\d+\.0\Z")
_OWN = "sha256"


def read_text_records(
    records: Sequence[Record],
    names: Sequence[str],
    title: str,
    kind: str,
    hints: Hints,
    class_names: ClassNames = NO_CLASS_NAMES,
) -> TextTable:
    """Return records as rows of texts.

    Args:
        records: each with the row's name in messages; values by their columns' names as they are
            written, or why the row can't be used.
        names: the names of all columns, as they are written.
        title: the table's name, for messages.
        kind: what it is, for the line that says how it was understood: ``CSV``.
        hints: what the caller says of it.
        class_names: the labels' names by their numbers, for each column that has numbers.

    Raises:
        InputUnclearError: it is not clear which column holds the texts, or the labels.

    """
    normal = [
        (where, each if isinstance(each, InputError) else normalise_record(each))
        for where, each in records
    ]
    usable = [record for _, record in normal if not isinstance(record, InputError)]
    columns = {
        name: [_cell(record.get(name)) for record in usable]
        for name in map(normalise_column, names)
    }
    text = find_text(names, columns, title, hints.text_column)
    refuse_file_names(columns[text], title)
    labels = find_labels(
        names, columns, text, title, hints.label_column, multi_label=hints.multi_label
    )
    written = {normalise_column(each): each.strip() for each in reversed(names)}
    table = TextTable(_title(kind, written, text, labels))
    is_own = _OWN in columns  # an export of Vizsla
    read = {text, labels.column, *labels.classes, *(columns if is_own else ())}
    kept, unused = find_metadata(written, columns, read)
    whole = labels.column is not None and _are_whole_numbers(columns[labels.column])
    for where, record in normal:
        if not isinstance(record, InputError) and not _cell(record.get(text)):
            table.empty += 1
            continue
        try:
            if isinstance(record, InputError):
                raise record
            row = read_row(record, where, text, labels)
            if whole and row.label:
                row = replace(row, label=row.label.removesuffix(".0"))
            row = read_classes(row, record, labels.classes, multi_label=hints.multi_label)
            if len(row.several or ()) > 1:
                several = several_labels("The text", row.several or ())
                table.problems.append(row_problem(where, several))
                row = replace(row, state="unsure")
            row = _named_class(row, class_names.get(labels.column or "", ()))
        except InputError as error:
            table.problems.append(row_problem(where, error))
            continue
        others = read_metadata(record, kept)
        # In other tables a name is a person's, or a thing's.
        table.rows.append(replace(row, columns=others, name=row.name if is_own else None))
    if labels.classes:
        table.notes.append("a 1 in a label's column is the label")
    if kept:
        table.notes.append(f"further columns: {listed(list(kept.values()))}")
    if unused:
        table.notes.append(f"not used: {listed(unused)}")
    return table


def _title(kind: str, written: Mapping[str, str], text: str, labels: LabelColumns) -> str:
    found = f"{kind} with texts in {written[text]!r}"
    if labels.column is None:
        return f"{found} and a column for each label" if labels.classes else found
    return f"{found} and labels in {written[labels.column]!r}"


def _named_class(row: Row, class_names: Sequence[str]) -> Row:
    """Return a row with the name of its class in place of the number; -1 is for none."""
    if not class_names or row.label is None:
        return row
    if row.label == "-1":
        return replace(row, label=None)
    number = int(row.label) if row.label.isdecimal() and len(row.label) < 9 else -1  # noqa: PLR2004
    if 0 <= number < len(class_names):
        return replace(row, label=clean_label(class_names[number], InputError))
    return row


def _cell(value: object) -> str:
    return cell_text(value) or ""


def _are_whole_numbers(cells: Sequence[str]) -> bool:
    """Return whether the labels are whole numbers that became 1.0, 2.0, as pandas writes them."""
    filled = [each for each in cells if each.strip()]
    return bool(filled) and all(map(_WHOLE_NUMBER.match, filled))
