"""JSON lines of path and label; and the same as one JSON list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.read_table import decode_text
from vizsla.exchange.table_rows import COLUMNS, Row, Table, key_of, read_row, row_problem
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.incoming import Problem

__all__ = ["parse_json", "read_json_lines", "read_records"]


def parse_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a JSON text says.

    Raises:
        InputFormatError: it is not JSON.

    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise InputFormatError(f"It is not JSON ({reason}). Export or write it again.") from error


def read_json_lines(data: bytes, title: str) -> Table:
    """Return the rows of a file with one JSON object a line; the keys are those of a CSV.

    Raises:
        InputFormatError: it is no text, or no line of it is such an object.

    """
    # Not splitlines(): a label may hold one of the rarer ends of a line.
    lines = decode_text(data, title).split("\n")
    table = _rows(
        ((f"{title}, row {number}", line) for number, line in enumerate(lines, 1) if line.strip()),
    )
    if not table.rows and len(table.problems) <= 1:
        reason = table.problems[0][1] if table.problems else f"{title} is empty."
        raise InputFormatError(
            f'{reason} It should have a line for each picture: {{"path": ..., "label": ...}}'
        )
    return table


def read_records(records: list[Any], title: str) -> Table:
    """Return the rows of a list of JSON objects."""
    return _rows((f"{title}, row {number}", each) for number, each in enumerate(records, 1))


def _rows(records: Iterator[tuple[str, Any]]) -> Table:
    rows: list[Row] = []
    problems: list[Problem] = []
    keys: set[str] = set()
    for where, record in records:
        try:
            parsed = parse_json(record) if isinstance(record, str) else record
            if not isinstance(parsed, dict):
                raise InputFormatError(
                    f"It is {shorten(repr(parsed))}, not an object. Write "
                    '{"path": ..., "label": ...}.'
                )
            named = {key_of(key): value for key, value in parsed.items()}
            rows.append(read_row(named, where))
            keys |= named.keys()
        except InputError as error:
            problems.append(row_problem(where, error))
    return Table(rows, problems, not keys.isdisjoint(COLUMNS["label"]))
