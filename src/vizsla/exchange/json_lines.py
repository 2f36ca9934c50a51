"""Reads a table from JSON: an object a line, or one list of objects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.decode_text import decode_text
from vizsla.exchange.table_rows import (
    COLUMNS,
    Row,
    Table,
    normalise_column,
    read_row,
    row_problem,
)
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.import_source import Problem

__all__ = ["parse_json", "read_json_lines", "read_records"]


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


def read_json_lines(data: bytes, title: str) -> Table:
    """Return the rows of a file with one JSON object a line; its keys are the columns of a CSV.

    Args:
        data: the file's content.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the file is no text, or no line of it is such an object.

    """
    # Not splitlines(): a label may hold one of the rarer ends of a line.
    lines = decode_text(data, title).split("\n")
    table = _rows(
        ((f"{title}, row {number}", line) for number, line in enumerate(lines, 1) if line.strip()),
    )
    if not table.rows and len(table.problems) <= 1:
        reason = table.problems[0][1] if table.problems else f"{title} is empty."
        raise InputFormatError(
            f'{reason} Write a line for each example: {{"path": ..., "label": ...}}'
        )
    return table


def read_records(records: list[Any], title: str) -> Table:
    """Return the rows of a list of JSON objects."""
    return _rows((f"{title}, row {number}", each) for number, each in enumerate(records, 1))


def _rows(records: Iterator[tuple[str, Any]]) -> Table:
    rows: list[Row] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for where, record in records:
        try:
            parsed = parse_json(record) if isinstance(record, str) else record
            if not isinstance(parsed, dict):
                raise InputFormatError(
                    f"The row is {shorten(repr(parsed))}, not an object. Write "
                    '{"path": ..., "label": ...}.'
                )
            columns = {normalise_column(key): value for key, value in parsed.items()}
            rows.append(read_row(columns, where))
            names |= columns.keys()
        except InputError as error:
            problems.append(row_problem(where, error))
    return Table(rows, problems, not names.isdisjoint(COLUMNS["label"]))
