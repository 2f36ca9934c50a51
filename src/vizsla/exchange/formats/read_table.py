"""Reads a table from CSV or TSV, as Excel and other tools write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.dataset_names import SPLITS
from vizsla.exchange.formats.label_studio_export import is_label_studio
from vizsla.exchange.formats.label_studio_tasks import read_label_studio
from vizsla.exchange.tables.csv_rows import cells_by_name, split_rows
from vizsla.exchange.tables.read_rows import no_path_column, read_rows
from vizsla.exchange.tables.table_columns import (
    find_path,
    is_known,
    normalise_column,
    normalise_record,
)
from vizsla.exchange.tables.table_rows import row_problem
from vizsla.exchange.texts.decode_text import decode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.tables.table_rows import LabelTable
    from vizsla.modalities.base import Modality

__all__ = ["read_table"]

_SAMPLE = 20  # rows that show how the others are written
_LONG = 2**20  # characters, from which on the beginning is looked at alone first
_USES = frozenset((*SPLITS, "unassigned"))  # the first column of Google's tables for AutoML
# How the workbooks of Excel and LibreOffice begin: a .zip, and Microsoft's older container.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_table(
    data: bytes,
    title: str,
    modality: Modality[Any],
    *,
    label_column: str | None = None,
    encoding: str | None = None,
    multi_label: bool = False,
) -> LabelTable:
    """Return the rows of a CSV or TSV.

    With a header, the columns are known by their names (``table_columns.COLUMNS``); a column of
    names of files needs no known name. Without a header, the columns are a file's path and its
    label, in either order; one column alone is a list of paths. Label Studio's CSV is recognised.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        modality: the modality of the files that the table names.
        label_column: the column that holds the labels; None recognises it, "" is for none.
        encoding: the text's encoding, by one of Python's names; None recognises it.
        multi_label: whether an example may have several labels.

    Raises:
        InputUnclearError: it is not clear which column holds the labels, or what the encoding is.
        InputFormatError: no column names the files, or the content is no table.

    """
    if data.startswith(_WORKBOOKS):
        raise InputFormatError(
            f"{title} is a spreadsheet, not a text. Save it as CSV (UTF-8) in Excel or LibreOffice."
        )
    text = decode_text(data, title, encoding)
    if len(text) > _LONG:
        _check_head(text, title, modality)
    found = split_rows(text, _known_names)
    spaced = [(number, _split_at_space(cells, modality)) for number, cells in found]
    if all(cells for _, cells in spaced):
        found = [(number, cells) for number, cells in spaced if cells]
    lines = [cells for _, cells in found if not isinstance(cells, InputError)]
    broken = next((error for _, error in found if isinstance(error, InputError)), None)
    if not lines and broken is None:
        raise InputFormatError(f"{title} is empty. Write a row for each {modality.singular}.")
    if broken is not None and len(lines) <= 1:
        raise InputFormatError(f"{title} is not a table that can be read. {broken}")
    if _has_header(lines[:_SAMPLE], modality):
        names = [each.strip() for each in lines[0]]
        found = [each for each in found if each[1] is not lines[0]]
    else:
        names = _guess_header(lines[:_SAMPLE], title, modality)
    records = [(f"{title}, row {number}", cells_by_name(names, cells)) for number, cells in found]
    if is_label_studio(dict.fromkeys(names)):
        usable = [record for _, record in records if not isinstance(record, InputError)]
        table = read_label_studio(usable, title, modality, label_column=label_column)
        unusable = [(where, each) for where, each in records if isinstance(each, InputError)]
        table.problems[:0] = [row_problem(where, each) for where, each in unusable]
        return table
    normal = [
        (where, each if isinstance(each, InputError) else normalise_record(each))
        for where, each in records
    ]
    return read_rows(normal, names, title, modality, label_column, multi_label=multi_label)


def _check_head(text: str, title: str, modality: Modality[Any]) -> None:
    """Refuse a table without a column of files by its first rows: images as numbers take much.

    Raises:
        InputFormatError: no column names the files.

    """
    head = "\n".join(text.split("\n", _SAMPLE)[:_SAMPLE])
    rows = [cells for _, cells in split_rows(head, _known_names) if isinstance(cells, list)]
    if not rows or not _has_header(rows, modality) or is_label_studio(dict.fromkeys(rows[0])):
        return
    columns = {
        normalise_column(name): [cells[number] for cells in rows[1:] if number < len(cells)]
        for number, name in enumerate(rows[0])
    }
    if find_path(columns, modality.is_file) is None:
        raise no_path_column(title, rows[0], modality)


def _known_names(cells: Sequence[str]) -> int:
    """Return how many of the cells are names that tools give to columns."""
    return sum(is_known(normalise_column(each.strip(" '\""))) for each in cells)


def _has_header(sample: Sequence[Sequence[str]], modality: Modality[Any]) -> bool:
    first, *others = sample
    if any(modality.is_file(each.strip()) for each in first):
        return False
    if _known_names(first):
        return True
    columns = {
        str(number): [cells[number] for cells in others if number < len(cells)]
        for number in range(len(first))
    }
    return find_path(columns, modality.is_file) is not None


def _split_at_space(cells: Sequence[str] | InputError, modality: Modality[Any]) -> list[str] | None:
    """Return a path and a label with a space between, as Caffe's lists have; else None."""
    if isinstance(cells, InputError) or len(cells) != 1:
        return None
    parts = cells[0].rsplit(maxsplit=1)
    is_split = len(parts) > 1 and modality.is_file(parts[0]) and not modality.is_file(parts[1])
    return parts if is_split else None


def _guess_header(
    sample: Sequence[Sequence[str]], title: str, modality: Modality[Any]
) -> list[str]:
    width = max(len(each) for each in sample)
    if width == 3 and all(each[0].strip().casefold() in _USES for each in sample):  # noqa: PLR2004
        return ["split", *_guess_header([each[1:] for each in sample], title, modality)]
    if width > 2:  # noqa: PLR2004 - a path and a label
        raise InputFormatError(
            f"{title} has {width} columns and no header. Add a first row that names them, such as "
            "path,label."
        )
    first = sum(modality.is_file(each[0].strip()) for each in sample)
    second = sum(modality.is_file(each[1].strip()) for each in sample if len(each) > 1)
    return ["label", "path"] if second > first else ["path", "label"][:width]
