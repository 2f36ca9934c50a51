"""Splits the text of a CSV or TSV into rows and cells, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from vizsla.csv_cells import plain_cell
from vizsla.errors import InputError, InputFormatError
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["SAMPLE", "CsvRow", "cells_by_name", "split_rows"]

SAMPLE = 20  # rows that show how the others are written
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = "sep="  # a first line that names the delimiter, which Excel understands
_SINGLE_QUOTED = re.compile(r"\s*'[^']*'\s*\Z")

CsvRow = tuple[int, "list[str] | InputFormatError"]


def split_rows(text: str, is_header: Callable[[Sequence[str]], int]) -> list[CsvRow]:
    """Return the rows that are not blank, each with its number as Excel counts it.

    The delimiter is the one that gives the most known columns, and rows of the same length. Cells
    may stand in double quotes, or all of them in single quotes, with spaces before the quotes.
    Where the quotes of a row don't match, the row is an error, and the others are read.

    Args:
        text: the table's text.
        is_header: returns how many of a row's cells are known names of columns.

    """
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as Excel for Mac ends a line
    delimiter = _delimiter(text, is_header)
    first = next((line for line in text.split("\n") if line.strip()), "")
    cells = first.split(delimiter)
    quote = "'" if all(map(_SINGLE_QUOTED.match, cells)) else '"'
    try:
        return list(_parse(text, delimiter, quote, strict=True))
    except csv.Error:
        return list(_parse_lines(text, delimiter, quote))


def _parse(text: str, delimiter: str, quote: str, *, strict: bool) -> Iterator[CsvRow]:
    reader = csv.reader(
        io.StringIO(text, ""),
        delimiter=delimiter,
        quotechar=quote,
        skipinitialspace=True,
        strict=strict,
    )
    for number, cells in enumerate(reader, 1):
        if any(each.strip() for each in cells) and not _names_delimiter(number, cells, delimiter):
            yield number, cells


def _parse_lines(text: str, delimiter: str, quote: str) -> Iterator[CsvRow]:
    """Parse each line by itself, so that a quote that is not closed ends with its line."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if not (number == 1 and line.startswith(_SEPARATOR_LINE)):
                parsed = _parse(line, delimiter, quote, strict=True)
                yield from ((number, cells) for _, cells in parsed)
        except csv.Error as error:
            problem = InputFormatError(
                f"The row can't be split into cells ({error}). Put quotes around the whole cell, "
                "and write a quote within it twice."
            )
            yield number, problem


def _names_delimiter(number: int, cells: Sequence[str], delimiter: str) -> bool:
    return number == 1 and delimiter.join(cells).startswith(_SEPARATOR_LINE)


def _delimiter(text: str, is_header: Callable[[Sequence[str]], int]) -> str:
    if text.startswith(_SEPARATOR_LINE) and len(text) > len(_SEPARATOR_LINE):
        named = text[len(_SEPARATOR_LINE)]
        if named in _DELIMITERS:
            return named

    def fitness(delimiter: str) -> tuple[int, int]:
        rows = _sample(text, delimiter)
        widths = {len(each) for each in rows}
        known = is_header(rows[0]) if rows else 0
        return known, widths.pop() if len(widths) == 1 else 1

    return max(_DELIMITERS, key=fitness)


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for _, cells in islice(_parse(text, delimiter, '"', strict=False), SAMPLE):
            if isinstance(cells, list):
                rows.append(cells)
    except csv.Error:
        pass  # a cell is too long; the rows before it count
    return rows


def cells_by_name(
    names: Sequence[str], cells: Sequence[str] | InputError
) -> dict[str, str] | InputError:
    """Return the cells by the names of their columns; why not, where the row can't be used."""
    if isinstance(cells, InputError):
        return cells
    if any(each.strip() for each in cells[len(names) :]):
        return InputError(
            f"The row has {len(cells)} cells, and {len(names)} are expected: "
            f"{shorten(' | '.join(cells))}. Put quotes around a text that has the separator in it."
        )
    record: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        record.setdefault(name, plain_cell(cell))  # of two columns of one name, the first counts
    return record
