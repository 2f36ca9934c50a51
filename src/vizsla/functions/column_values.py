"""Reads the cells of columns of metadata that come with an input.

``web/runtime/src/functions/columnValues.ts`` reads them in the same way.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING, TypeAlias

from vizsla.bundle.column_entry import NUMBER
from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.bundle.column_entry import ColumnEntry

__all__ = ["Cell", "Cells", "bin_of", "bins_of", "check_cells", "names_of_cells", "number_in"]

Cell: TypeAlias = "str | float | None"
Cells: TypeAlias = "Mapping[str, Cell]"

SPACES = " \t\n\v\f\r"
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\Z")


def check_cells(
    cells: Mapping[str, object] | None, columns: Sequence[ColumnEntry], function: str
) -> Cells:
    """Check the cells that come with an input.

    Args:
        cells: the cells by their columns: texts, numbers, or None for unknown.
        columns: the columns that the function knows.
        function: the function's name, for messages.

    Raises:
        OptionError: a column is not known, or a cell is neither a text nor a number.

    """
    if cells is None:
        return {}
    if not isinstance(cells, Mapping):
        raise OptionError(
            "columns must be cells by their columns, such as {'place': 'garden'}, not "
            f"{cells!r:.80}"
        )
    known = [each.name for each in columns]
    found: dict[str, Cell] = {}
    for name, cell in cells.items():
        if name not in known:
            has = f"its columns are {', '.join(map(repr, known))}" if known else "it has none"
            raise OptionError(f"{function!r} knows no column {name!r:.80}; {has}")
        if cell is None or isinstance(cell, str):
            found[name] = cell
        elif not isinstance(cell, bool) and isinstance(cell, Real):
            found[name] = _float(cell)
        else:
            raise OptionError(
                f"the column {name!r} is {cell!r:.80}; give a text as the table has it, a number, "
                "or None for unknown"
            )
    return found


def names_of_cells(cells: Cells, columns: Sequence[ColumnEntry]) -> dict[str, str]:
    """Return the names of an input's cells in a table of weights, with their names for people.

    The former are ``column NAME = VALUE`` of a category, and ``column NAME BIN`` of a number, whose
    bins are counted from 0; the latter ``column NAME = CELL``. An empty cell and one that is not
    known have no name.

    Args:
        cells: the cells by their columns, checked.
        columns: the columns.

    """
    names = {}
    for column in columns if cells else ():
        cell = cells.get(column.name)
        number = bin_of(cell, column)
        if number is not None:
            shown = cell.strip(SPACES) if isinstance(cell, str) else f"{cell:.6g}"
            names[bins_of(column)[number]] = f"column {column.name} = {shown}"
    return names


def bins_of(column: ColumnEntry) -> list[str]:
    """Return the names of a column's values, or of its bins, in a table of weights."""
    if column.kind == NUMBER:
        return [f"column {column.name} {number}" for number in range(len(column.edges) + 1)]
    return [f"column {column.name} = {value}" for value in column.values]


def bin_of(cell: Cell, column: ColumnEntry) -> int | None:
    """Return the number of a cell's value, or of its bin; None where it is not known."""
    if cell is None:
        return None
    text = cell.strip(SPACES) if isinstance(cell, str) else None
    if column.kind == NUMBER:
        number = cell if not isinstance(cell, str) else number_in(cell)
        if number is None or not math.isfinite(number):
            return None
        return bisect_right(column.edges, number)
    for at, value in enumerate(column.values):
        if text == value or (text is None and number_in(value) == cell):
            return at
    return None


def number_in(cell: str) -> float | None:
    """Return the number that a cell is, written as in JSON; None for another text."""
    text = cell.strip(SPACES)
    number = float(text) if _NUMBER.match(text) else math.nan
    return number if math.isfinite(number) else None


def _float(number: Real) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.nan
