"""CSV and TSV, as Excel and everybody else write them."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.table_rows import COLUMNS, Row, Table, key_of, read_row, row_problem
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from vizsla.exchange.incoming import Problem

__all__ = ["decode_text", "read_table"]

_DELIMITERS = ",;\t|"
_LOOKED_AT = 20  # rows, to find out how the others are written
_SEPARATOR_LINE = "sep="  # Excel's first line, where somebody wanted to be sure
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)


def decode_text(data: bytes, title: str) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, or else Western Windows (cp1252).

    Raises:
        InputFormatError: it is none of these.

    """
    for encoding in ["utf-16"] if data.startswith(_UTF16) else ["utf-8-sig", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputFormatError(f"{title} is not a text that can be read. Save it as UTF-8.")


def read_table(data: bytes, title: str, suffixes: Collection[str]) -> Table:
    """Return the rows of a CSV or TSV.

    With a header, the columns are known by their names (``rows.COLUMNS``). Without one, there are
    a picture's path and its label, in either order; one column alone is a list of paths.

    Args:
        data: the file's content.
        title: what messages call it.
        suffixes: the endings of the files that a cell may name.

    Raises:
        InputFormatError: no column names the pictures, or it is no table.

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
        raise InputFormatError(f"{title} is empty. It should have a row for each picture.")
    header = _header(lines[0][1], title, suffixes)
    if header:
        del lines[0]
    else:
        header = _guessed([cells for _, cells in lines[:_LOOKED_AT]], title, suffixes)
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
    """Give the rows that hold anything, with their numbers as Excel counts them."""
    for number, cells in enumerate(csv.reader(io.StringIO(text, ""), delimiter=delimiter), 1):
        told = number == 1 and delimiter.join(cells).startswith(_SEPARATOR_LINE)
        if any(each.strip() for each in cells) and not told:
            yield number, cells


def _delimiter(text: str) -> str:
    if text.startswith(_SEPARATOR_LINE) and len(text) > len(_SEPARATOR_LINE):
        told = text[len(_SEPARATOR_LINE)]
        if told in _DELIMITERS:
            return told
    samples = {each: list(islice(_lines(text, each), _LOOKED_AT)) for each in _DELIMITERS}

    def fitness(delimiter: str) -> tuple[int, int]:
        cells = [cells for _, cells in samples[delimiter]]
        known = len(_KNOWN & {key_of(each) for each in cells[0]}) if cells else 0
        widths = {len(each) for each in cells}
        return known, widths.pop() if len(widths) == 1 else 1

    return max(_DELIMITERS, key=fitness)


def _header(cells: Sequence[str], title: str, suffixes: Collection[str]) -> list[str] | None:
    names = [key_of(each) for each in cells]
    if _KNOWN.isdisjoint(names) or any(_is_file(each, suffixes) for each in cells):
        return None
    if set(names).isdisjoint(COLUMNS["path"]):
        raise InputFormatError(
            f"{title} has no column that names the pictures; it has {shorten(', '.join(cells))}. "
            "Call the column with their paths 'path'."
        )
    return names


def _guessed(sample: Sequence[Sequence[str]], title: str, suffixes: Collection[str]) -> list[str]:
    width = max(len(each) for each in sample)
    if width > 2:  # noqa: PLR2004 - a path and a label
        raise InputFormatError(
            f"{title} has {width} columns and no header. Add a first row that names them, such as "
            "path,label."
        )
    pictures = [
        sum(_is_file(cell, suffixes) for cell in each[:1])
        - sum(_is_file(cell, suffixes) for cell in each[1:])
        for each in sample
    ]
    return ["label", "path"] if sum(pictures) < 0 else ["path", "label"][:width]


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if any(each.strip() for each in cells[len(header) :]):
        raise InputError(
            f"It has {len(cells)} cells, and {len(header)} are expected: "
            f"{shorten(' | '.join(cells))}. Put quotes around a text that has the separator in it."
        )
    # Backwards: of two columns of one name, the first counts.
    return dict(list(zip(header, cells, strict=False))[::-1])


def _is_file(text: str, suffixes: Collection[str]) -> bool:
    return PurePosixPath(text.strip()).suffix.lower() in suffixes
