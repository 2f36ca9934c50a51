"""Checks the names of columns of metadata that are to be features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.bundle.column_entry import MOST_COLUMNS
from vizsla.errors import OptionError
from vizsla.nearest import did_you_mean
from vizsla.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["check_columns"]


def check_columns(columns: Sequence[str], cells: Iterable[Mapping[str, str]]) -> None:
    """Refuse columns that no example has.

    Args:
        columns: the columns' names.
        cells: the cells of each example by their columns.

    Raises:
        OptionError: a column is not there, is there twice, or can't be used; or they are more than
            a function can have.

    """
    if isinstance(columns, str):
        raise OptionError(f"columns must be a list of names, such as [{columns!r:.80}]")
    for name in columns:
        if not isinstance(name, str):
            raise OptionError(f"a column's name must be a text, not {name!r:.80}")
    if len(set(columns)) < len(columns):
        raise OptionError(f"columns names one twice: {listed(columns)}")
    if not columns:
        return
    if len(columns) > MOST_COLUMNS:
        raise OptionError(
            f"columns names {len(columns)} columns, and a function can have {MOST_COLUMNS}; "
            "name those that help most"
        )
    known = sorted({name for each in cells for name in each})
    for name in columns:
        if "=" in name:  # it parts a name from a value
            raise OptionError(
                f"the column {name!r:.80} can't be a feature: its name has a '='; rename it"
            )
        if name not in known:
            has = f"their columns are {listed(known)}" if known else "they have no columns"
            why = did_you_mean(name, known) or (
                "Of a table, up to 50 columns are kept besides those of files and labels, and none "
                "with a cell of more than 1,000 characters"
            )
            raise OptionError(f"no example has the column {name!r:.80}; {has}. {why}")
