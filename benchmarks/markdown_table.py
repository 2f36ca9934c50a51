"""Writes a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["markdown_table"]


def markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """Return a table.

    Args:
        columns: the titles of the columns.
        rows: a text for each column.
        texts: the number of columns, from the left, that hold words; the others hold numbers, and
            are set to the right.

    """
    rule = ["---"] * texts + ["---:"] * (len(columns) - texts)
    return "\n".join(f"| {' | '.join(line)} |" for line in (columns, rule, *rows))
