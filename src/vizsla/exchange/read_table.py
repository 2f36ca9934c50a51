"""Reads a table from CSV or TSV, as Excel and other tools write them."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.decode_text import decode_text
from vizsla.exchange.table_rows import (
    COLUMNS,
    Row,
    Table,
    normalise_column,
    read_row,
    row_problem,
)
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vizsla.exchange.import_source import Problem
    from vizsla.modalities.base import Modality

__all__ = ["read_table"]

_DELIMITERS = ",;\t|"
_SAMPLE = 20  # rows that show how the others are written
_SEPARATOR_LINE = "sep="  # a first line that names the delimiter, which Excel understands
_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)


def read_table(data: bytes, title: str, modality: Modality[Any]) -> Table:
    """Return the rows of a CSV or TSV.

    With a header, the columns are known by their names (``table_rows.COLUMNS``). Without one, the
    columns are a file's path and its label, in either order; one column alone is a list of paths.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        modality: the modality of the files that the table names.

    Raises:
        InputFormatError: no column names the files, or the content is no table.

    """
    text = decode_text(data, title)
    try:
        delimiter = _delimiter(text)
        lines = list(_lines(text, delimiter))
    except csv.Error as error:
        raise InputFormatError(
            f"{title} is not a table that can be read ({error}). Save it as CSV again."
        ) from error
    if not lines:
        raise InputFormatError(f"{title} is empty. Write a row for each {modality.singular}.")
    header = _header(lines[0][1], title, modality)
    if header:
        del lines[0]
    else:
        header = _guess_header([cells for _, cells in lines[:_SAMPLE]], title, modality)
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, cells in lines:
        where = f"{title}, row {number}"
        try:
            rows.append(read_row(_record(header, cells), where))
        except InputError as error:
            problems.append(row_problem(where, error))
    return Table(rows, problems, not set(header).isdisjoint(COLUMNS["label"]))


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Iterate over the rows that are not blank, with their numbers as Excel counts them."""
    for number, cells in enumerate(csv.reader(io.StringIO(text, ""), delimiter=delimiter), 1):
        names_delimiter = number == 1 and delimiter.join(cells).startswith(_SEPARATOR_LINE)
        if any(each.strip() for each in cells) and not names_delimiter:
            yield number, cells


def _delimiter(text: str) -> str:
    if text.startswith(_SEPARATOR_LINE) and len(text) > len(_SEPARATOR_LINE):
        named = text[len(_SEPARATOR_LINE)]
        if named in _DELIMITERS:
            return named
    samples = {each: list(islice(_lines(text, each), _SAMPLE)) for each in _DELIMITERS}

    def fitness(delimiter: str) -> tuple[int, int]:
        rows = [cells for _, cells in samples[delimiter]]
        known = len(_KNOWN & {normalise_column(each) for each in rows[0]}) if rows else 0
        widths = {len(each) for each in rows}
        return known, widths.pop() if len(widths) == 1 else 1

    return max(_DELIMITERS, key=fitness)


def _header(cells: Sequence[str], title: str, modality: Modality[Any]) -> list[str] | None:
    names = [normalise_column(each) for each in cells]
    if _KNOWN.isdisjoint(names) or any(modality.is_file(each.strip()) for each in cells):
        return None
    if set(names).isdisjoint(COLUMNS["path"]):
        raise InputFormatError(
            f"{title} has no column that names the {modality.plural}; it has "
            f"{shorten(', '.join(cells))}. Call the column with their paths 'path'."
        )
    return names


def _guess_header(
    sample: Sequence[Sequence[str]], title: str, modality: Modality[Any]
) -> list[str]:
    width = max(len(each) for each in sample)
    if width > 2:  # noqa: PLR2004 - a path and a label
        raise InputFormatError(
            f"{title} has {width} columns and no header. Add a first row that names them, such as "
            "path,label."
        )
    first = sum(modality.is_file(each[0].strip()) for each in sample)
    second = sum(modality.is_file(each[1].strip()) for each in sample if len(each) > 1)
    return ["label", "path"] if second > first else ["path", "label"][:width]


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if any(each.strip() for each in cells[len(header) :]):
        raise InputError(
            f"The row has {len(cells)} cells, and {len(header)} are expected: "
            f"{shorten(' | '.join(cells))}. Put quotes around a text that has the separator in it."
        )
    # Backwards: of two columns of one name, the first counts.
    return dict(list(zip(header, cells, strict=False))[::-1])
