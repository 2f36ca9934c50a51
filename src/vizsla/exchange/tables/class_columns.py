"""Reads the labels of a row in a table that has a column of 0 and 1 for each label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vizsla.answer import NONE_OF_THESE
from vizsla.errors import InputError
from vizsla.exchange.tables.table_columns import is_one, is_zero
from vizsla.exchange.tables.table_rows import cell_text
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.exchange.tables.table_rows import Row

__all__ = ["read_classes"]


def read_classes(
    row: Row, record: Mapping[str, Any], classes: Mapping[str, str], *, multi_label: bool
) -> Row:
    """Return a row with the labels whose columns have a 1.

    Where an example may have several labels, a row of zeros is 'none of these'. An empty cell
    beside zeros says that nothing is known of its label: the zeros are negative labels then.

    Args:
        row: the row.
        record: its values by their columns' names, as ``normalise_column`` returns them.
        classes: the labels by their columns; none where the table is another.
        multi_label: whether an example may have several labels.

    """
    if not classes:
        return row
    cells = {label: cell_text(record.get(name)) or "" for name, label in classes.items()}
    ones = [clean_label(label, InputError) for label, cell in cells.items() if is_one(cell)]
    if len(ones) > 1:
        row = replace(row, several=tuple(ones))
    elif ones:
        row = replace(row, label=ones[0])
    if not multi_label:
        return row
    zeros = [clean_label(label, InputError) for label, cell in cells.items() if is_zero(cell)]
    if zeros and len(zeros) + len(ones) < len(cells):
        return replace(row, not_labels=tuple(zeros))
    return row if ones or not zeros else replace(row, label=NONE_OF_THESE)
