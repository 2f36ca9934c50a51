"""Finds the columns of a table that say more of an example: its place, camera or time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from vizsla.exchange.tables.table_columns import ABOUT_FILES, COLUMNS
from vizsla.exchange.tables.table_rows import cell_text
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["LONGEST_CELL", "LONGEST_NAME", "find_metadata", "read_metadata"]

# What a workspace keeps: longer ones are texts of their own.
LONGEST_NAME, LONGEST_CELL = 80, 1000  # characters
_MOST = 50  # columns; a table with more holds measurements
_NUMBERING = re.compile(r"(unnamed:_\d+|index|idx|id|row|no\.?|#|)\Z")
_READ = frozenset(each for key in ("not_labels", "split", "state") for each in COLUMNS[key])


def find_metadata(
    written: Mapping[str, str], columns: Mapping[str, Sequence[str]], read: Collection[str | None]
) -> tuple[dict[str, str], list[str]]:
    """Return the columns of metadata, and the names of those that can't be kept.

    Args:
        written: the names of the columns as they are written, by ``normalise_column``'s spelling.
        columns: the cells of each column, by the same spelling.
        read: the columns that are read otherwise.

    Returns:
        The names as they are written by the other spelling; and the names of columns that are too
        long, or too many.

    """
    others = {
        name: written[name]
        for name, cells in columns.items()
        if name not in _READ
        and name not in ABOUT_FILES
        and name not in read
        and not _NUMBERING.match(name)
        and any(cells)
    }
    if len(others) > _MOST:
        return {}, list(others.values())
    kept = {
        name: own
        for name, own in others.items()
        if 0 < len(printable(own)) <= LONGEST_NAME
        and max(len(printable(each)) for each in columns[name]) <= LONGEST_CELL
    }
    return kept, [own for name, own in others.items() if name not in kept]


def read_metadata(record: Mapping[str, Any], kept: Mapping[str, str]) -> dict[str, str]:
    """Return a row's metadata, by the columns' names as they are written."""
    cells = {own: cell_text(record.get(name)) for name, own in kept.items()}
    return {_clean(own): _clean(cell) for own, cell in cells.items() if cell}


def _clean(text: str) -> str:
    """Return a text as any database can keep it: valid Unicode, without U+0000."""
    return printable(text).replace("\0", "")
