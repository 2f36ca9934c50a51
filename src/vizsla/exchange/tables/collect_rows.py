"""Reads the rows of many parts, and goes on where one of them can't be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import InputError
from vizsla.exchange.tables.table_rows import row_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.tables.table_rows import Row

__all__ = ["collect_rows"]

T = TypeVar("T")


def collect_rows(
    parts: Iterable[tuple[str, T]], read: Callable[[str, T], Iterable[Row]]
) -> tuple[list[Row], list[Problem]]:
    """Return the rows of all parts that can be read, and the problems of the others.

    Args:
        parts: the name of each part, for messages, and its content.
        read: returns a part's rows, or raises an InputError.

    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for where, part in parts:
        try:
            rows += list(read(where, part))
        except InputError as error:
            problems.append(row_problem(where, error))
    return rows, problems
