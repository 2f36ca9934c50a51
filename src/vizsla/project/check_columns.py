"""Checks the names of columns of metadata that are to be features."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        OptionError: a column is not there, is there twice, or can't be used.

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
    known = sorted({name for each in cells for name in each})
    for name in columns:
        if "=" in name:  # it parts a name from a value
            raise OptionError(
                f"the column {name!r:.80} can't be a feature: its name has a '='; rename it"
            )
        if name not in known:
            has = f"their columns are {listed(known)}" if known else "they have no columns"
            why = f"no example has the column {name!r:.80}; {has}. {did_you_mean(name, known)}"
            raise OptionError(why.strip())
