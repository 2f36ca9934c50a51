"""Reads one row of a table, whatever file the table is in."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import SPLITS, STATES
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vizsla.exchange.import_source import Problem

__all__ = ["COLUMNS", "Row", "Table", "normalise_column", "read_row", "row_problem"]

# The names that other tools give to the columns, the most certain name first.
COLUMNS = {
    "path": (
        *("path", "file_name", "filename", "file_path", "filepath", "file", "image_path"),
        *("image_name", "image_file", "image", "img_path", "img", "picture", "photo"),
    ),
    "label": (
        *("label_text", "label_name", "class_name", "category_name", "label", "class"),
        *("category", "annotation", "tag", "target", "labels", "classes", "categories"),
    ),
    "not_labels": ("not_labels", "not_label", "not"),
    "split": ("split", "part", "subset"),
    "state": ("state",),
    "name": ("name", "original_name"),
}
_SEPARATORS = re.compile(r"[\s_-]+")


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

    """

    where: str
    path: str
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one file.

    Attributes:
        rows: in the file's order.
        problems: the rows that can't be used.
        has_labels: whether there is a column for labels.

    """

    rows: list[Row]
    problems: list[Problem]
    has_labels: bool


def normalise_column(name: str) -> str:
    """Return a column's name as ``COLUMNS`` spells it: ``File Name`` is ``file_name``."""
    return _SEPARATORS.sub("_", name.strip()).casefold()


def row_problem(where: str, error: InputError) -> Problem:
    """Return an error as the problem of the row at ``where``."""
    problem = type(error)(f"{where}: {error}")
    problem.__cause__ = error
    return where, problem


def read_row(record: Mapping[str, Any], where: str) -> Row:
    """Return a record as a row.

    Args:
        record: values by their columns' names, as ``normalise_column`` returns them.
        where: the row's name, for messages.

    Raises:
        InputError: the record names no file, or has a value that can't be used.

    """
    path = _text(_pick(record, "path"))
    if not path:
        raise InputError("The row names no file. Write the file's path into its column 'path'.")
    split = (_text(_pick(record, "split")) or "").casefold()
    state = (_text(_pick(record, "state")) or "").casefold()
    label = _only_label(_pick(record, "label"))
    not_labels = (clean_label(each, InputError) for each in _several(_pick(record, "not_labels")))
    return Row(
        where,
        path,
        clean_label(label, InputError) if label else None,
        tuple(dict.fromkeys(not_labels)),
        SPLITS.get(split),
        state if state in STATES else None,
        _text(_pick(record, "name")),
    )


def _pick(record: Mapping[str, Any], column: str) -> object:
    return next((record[name] for name in COLUMNS[column] if name in record), None)


def _text(value: object) -> str | None:
    if isinstance(value, bool | int | float | str):
        return str(value).strip() or None
    return None


def _only_label(value: object) -> str | None:
    if isinstance(value, list):
        if len(value) > 1:
            raise InputError(
                f"The row has {len(value)} labels ({shorten(', '.join(map(repr, value)))}), and an "
                "example has one. Choose one of them."
            )
        value = value[0] if value else None
    if isinstance(value, dict):
        raise InputError(
            f"The row's label is {shorten(repr(value))}, not a text. Write the label alone."
        )
    return _text(value)


def _several(value: object) -> Iterable[str]:
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            with contextlib.suppress(ValueError, RecursionError):  # then a label begins with [
                value = json.loads(value)
        if isinstance(value, str):
            value = value.split(";")
    values = value if isinstance(value, list) else []
    return (text for each in values if (text := _text(each)))
