"""Reads one row of a table, whatever file the table is in."""

from __future__ import annotations

import ast
import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import SPLITS, STATES
from vizsla.exchange.tables.table_columns import COLUMNS, LabelColumns
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vizsla.exchange.import_source import MarkedEntity, Problem

__all__ = ["LabelTable", "Row", "cell_text", "read_row", "row_problem"]

_USUAL = LabelColumns("label")


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        where: the row's name in messages, such as ``labels.csv, row 3``.
        path: the file's path, as it is written.
        label: the example's label, or None.
        not_labels: its negative labels.
        split: ``train``, ``test``, ``validation`` or None.
        state: ``unsure``, ``skipped`` or None.
        name: the name that the file had when it was first imported, or None.
        columns: what the row says besides, by the names of its columns.
        entities: the entities that are marked in a text, see ``ImportExample``.
        several: its labels where it has several, or a list of them, even with one or none; None
            where it has the label.

    """

    where: str
    path: str
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    name: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    entities: tuple[MarkedEntity, ...] | None = None
    several: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LabelTable:
    """The rows of one file.

    Attributes:
        rows: in the file's order.
        problems: the rows that can't be used.
        has_labels: whether there is a column for labels.
        label_column: the column or question that they are from; None where the format says it.
        notes: how the file was understood, each a part of a sentence.

    """

    rows: list[Row]
    problems: list[Problem]
    has_labels: bool
    label_column: str | None = None
    notes: tuple[str, ...] = ()


def row_problem(where: str, error: InputError) -> Problem:
    """Return an error as the problem of the row at ``where``."""
    problem = type(error)(f"{where}: {error}")
    problem.__cause__ = error
    return where, problem


def read_row(
    record: Mapping[str, Any], where: str, path: str = "path", labels: LabelColumns = _USUAL
) -> Row:
    """Return a record as a row.

    Args:
        record: values by their columns' names, as ``normalise_column`` returns them.
        where: the row's name, for messages.
        path: the column that names the file.
        labels: the columns that hold the labels.

    Raises:
        InputError: the record names no file, or has a value that can't be used.

    """
    file = cell_text(record.get(path))
    if not file:
        raise InputError(f"The row names no file. Write the file's path into its column {path!r}.")
    state = (cell_text(_pick(record, "state")) or "").casefold()
    found = _as_list(record.get(labels.column)) if labels.column is not None else None
    texts = map(_only_label, found) if isinstance(found, list) else [_only_label(found)]
    cleaned = tuple(clean_label(each, InputError) for each in texts if each)
    not_labels = (clean_label(each, InputError) for each in _several(_pick(record, "not_labels")))
    return Row(
        where,
        file,
        cleaned[0] if len(cleaned) == 1 else None,
        tuple(dict.fromkeys(not_labels)),
        _split(record),
        state if state in STATES else None,
        cell_text(_pick(record, "name")),
        several=cleaned if isinstance(found, list) else None,
    )


def _split(record: Mapping[str, Any]) -> str | None:
    """Return the part that a record is of; fast.ai's tables have a column ``is_valid``."""
    column = next((each for each in COLUMNS["split"] if each in record), None)
    value = (cell_text(record[column]) or "").casefold() if column else ""
    if column is None or not column.startswith("is_"):
        return SPLITS.get(value)
    if value in {"true", "1", "1.0", "yes"}:
        return SPLITS[column.removeprefix("is_")]
    return "train" if value in {"false", "0", "0.0", "no"} else None


def _pick(record: Mapping[str, Any], column: str) -> object:
    return next((record[name] for name in COLUMNS[column] if name in record), None)


def cell_text(value: object) -> str | None:
    """Return a value as the text of a cell; None where it is blank, or no text or number."""
    if isinstance(value, bool | int | float | str):
        return str(value).strip() or None
    return None


def _only_label(value: object) -> str | None:
    if isinstance(value, dict):
        raise InputError(
            f"The row's label is {shorten(repr(value))}, not a text. Write the label alone."
        )
    return cell_text(value)


def _as_list(value: object) -> object:
    """Return the texts of a list that pandas wrote, such as ``['oak', 'elm']``; else the value."""
    text = value.strip() if isinstance(value, str) else ""
    if text == "[]":
        return []
    if not (text.startswith(("['", '["')) and text.endswith("]")):
        return value
    with contextlib.suppress(ValueError, SyntaxError, MemoryError, RecursionError):
        found = ast.literal_eval(text)
        if all(isinstance(each, str) for each in found):
            return found
    return text


def _several(value: object) -> Iterable[str]:
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            with contextlib.suppress(ValueError, RecursionError):  # then a label begins with [
                value = json.loads(value)
        if isinstance(value, str):
            value = value.split(";")
    values = value if isinstance(value, list) else []
    return (text for each in values if (text := cell_text(each)))
