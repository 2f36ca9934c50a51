"""Reads a table from JSON: an object a line, or one list of objects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.read_rows import no_path_column, read_rows
from vizsla.exchange.tables.table_columns import COLUMNS, normalise_column, normalise_record
from vizsla.exchange.tables.table_rows import LabelTable, row_problem
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.modalities.base import Modality

__all__ = ["parse_json", "read_json_lines", "read_records"]

_EXAMPLE = 'Write a line for each example: {"path": ..., "label": ...}'


def parse_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Parse a JSON text.

    Raises:
        InputFormatError: the text is not JSON.

    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise InputFormatError(
            f"The text is not JSON ({reason}). Export or write it again."
        ) from error


def read_json_lines(
    data: bytes,
    title: str,
    modality: Modality[Any],
    *,
    label_column: str | None = None,
    encoding: str | None = None,
    multi_label: bool = False,
) -> LabelTable:
    """Return the rows of a file with one JSON object a line; its keys are the columns of a CSV.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        modality: the modality of the files that the rows name.
        label_column: the column that holds the labels; None recognises it, "" is for none.
        encoding: the text's encoding, by one of Python's names; None recognises it.
        multi_label: whether an example may have several labels.

    Raises:
        InputUnclearError: it is not clear which column holds the labels, or what the encoding is.
        InputFormatError: the file is no text, or no line of it is such an object.

    """
    # Not splitlines(): a label may hold one of the rarer ends of a line.
    lines = decode_text(data, title, encoding).split("\n")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        raise InputFormatError(f"{title} is empty. {_EXAMPLE}")
    table = _read(numbered, title, modality, label_column, multi_label=multi_label)
    if not table.rows and len(numbered) == len(table.problems) == 1:
        raise InputFormatError(f"{table.problems[0][1]} {_EXAMPLE}")
    return table


def read_records(
    records: Sequence[Any],
    title: str,
    modality: Modality[Any],
    *,
    label_column: str | None = None,
    multi_label: bool = False,
) -> LabelTable:
    """Return the rows of a list of JSON objects; see ``read_json_lines``.

    A single object may have a label by the name of each file: ``{"1.jpg": "oak"}``.
    """
    if len(records) == 1 and isinstance(records[0], dict):
        by_file = {key: each for key, each in records[0].items() if modality.is_file(key)}
        if 2 * len(by_file) > len(records[0]):
            records = [_about(key, each) for key, each in by_file.items()]
    numbered = list(enumerate(records, 1))
    return _read(numbered, title, modality, label_column, multi_label=multi_label)


def _about(path: str, value: object) -> dict[str, Any]:
    return {"path": path, **value} if isinstance(value, dict) else {"path": path, "label": value}


def _read(
    numbered: Sequence[tuple[int, Any]],
    title: str,
    modality: Modality[Any],
    label_column: str | None,
    *,
    multi_label: bool,
) -> LabelTable:
    parsed = [(f"{title}, row {number}", _record(value)) for number, value in numbered]
    names = dict.fromkeys(key for _, each in parsed if isinstance(each, dict) for key in each)
    if not names:
        problems = [row_problem(where, _why_unusable(each)) for where, each in parsed]
        return LabelTable([], problems, has_labels=False)
    if len(parsed) == 1 and not any(normalise_column(each) in COLUMNS["path"] for each in names):
        # Many programs write an object that names an image in passing, such as Google Takeout.
        raise no_path_column(title, list(names), modality)
    records = [
        (where, normalise_record(each) if isinstance(each, dict) else each)
        for where, each in parsed
    ]
    return read_rows(records, list(names), title, modality, label_column, multi_label=multi_label)


def _record(value: object) -> dict[str, Any] | InputError:
    """Return a row as an object; why not, where it can't be used."""
    try:
        record = parse_json(value) if isinstance(value, str) else value
    except InputError as error:
        return error
    if isinstance(record, dict):
        return record
    return InputFormatError(f"The row is {shorten(repr(record))}, not an object. {_EXAMPLE}")


def _why_unusable(record: dict[str, Any] | InputError) -> InputError:
    if isinstance(record, InputError):
        return record
    return InputError(f"The row names no file. {_EXAMPLE}")
