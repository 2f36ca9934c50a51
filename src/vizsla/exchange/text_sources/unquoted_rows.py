"""Puts texts together again that were split at a comma, in a table whose cells have no quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.exchange.tables.table_columns import COLUMNS, normalise_column
from vizsla.exchange.text_sources.text_columns import is_text_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.tables.csv_rows import CsvRow

__all__ = ["join_unquoted"]

_DELIMITERS = ",;\t|"


def join_unquoted(
    rows: Sequence[CsvRow], text: str, names: Sequence[str]
) -> tuple[list[CsvRow], int]:
    """Return the rows, those with too many cells put together, and the number of these.

    A row is put together where it leaves no doubt: the table has one column of texts and one of
    labels, no quotes, and the row's label is one that other rows have, too.

    Args:
        rows: the rows, without the header.
        text: the table's text.
        names: the names of the columns, as the header has them.

    """
    lines = text.split("\n")
    delimiter = next((each for each in _DELIMITERS if _cells(lines[0], each) == [*names]), None)
    texts = [at for at, each in enumerate(names) if is_text_name(normalise_column(each))]
    labels = [at for at, each in enumerate(names) if normalise_column(each) in COLUMNS["label"]]
    if '"' in text or delimiter is None or len(texts) != 1 or len(labels) != 1:
        return list(rows), 0
    (at,), (label,) = texts, labels
    usual = [each for _, each in rows if isinstance(each, list) and len(each) == len(names)]
    known = {each[label].strip() for each in usual} - {""}
    joined: list[CsvRow] = []
    count = 0
    for number, cells in rows:
        whole = None
        if isinstance(cells, list) and len(cells) > len(names) and number <= len(lines):
            parts = lines[number - 1].rstrip("\r").split(delimiter)
            behind = at + 1 + len(parts) - len(names)
            if behind > at:
                whole = [*parts[:at], delimiter.join(parts[at:behind]), *parts[behind:]]
        is_certain = whole is not None and whole[label].strip() in known
        joined.append((number, whole if whole is not None and is_certain else cells))
        count += is_certain
    return joined, count


def _cells(line: str, delimiter: str) -> list[str]:
    return [each.strip() for each in line.split(delimiter)]
