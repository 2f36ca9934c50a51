"""Reads plain files of texts: a text a line, fastText's ``__label__``, or one text a file."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.tables.merge_rows import merge_labels
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from vizsla.exchange.import_source import Problem

__all__ = ["has_columns", "is_fast_text", "is_list", "is_prose", "read_fast_text", "read_lines"]

_PREFIX = "__label__"
_TAGS = re.compile(rf"(?:{_PREFIX}(\S+)\s*)")
_LONG = 200  # characters of a line that is a paragraph
_WRAPPED = 50  # characters of a line that may go on in the next one
_MOST = 0.9  # of the lines have what makes a format
_SENTENCE_END = (".", "!", "?", ":", ";", '"', "'", "\u201d", ")", "\u3002", "\uff1f", "\uff01")


def _lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that are not blank, with their numbers."""
    # Not splitlines(): a text may hold one of the rarer ends of a line.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, each.strip()) for number, each in enumerate(lines, 1) if each.strip()]


def is_fast_text(text: str) -> bool:
    """Return whether nearly all lines begin with ``__label__``."""
    lines = _lines(text)
    tagged = sum(each.startswith(_PREFIX) for _, each in lines)
    return bool(lines) and tagged >= _MOST * len(lines)


def has_columns(text: str) -> bool:
    """Return whether the lines have cells with tabs between, and all as many."""
    counts = [each.count("\t") for _, each in _lines(text)]
    return bool(counts) and min(counts) == max(counts) > 0


def is_list(text: str) -> bool:
    """Return whether a text is a list: several short lines, none of which goes on in the next."""
    lines = [each for _, each in _lines(text)]
    return len(lines) > 1 and not is_prose(text)


def is_prose(text: str) -> bool:
    """Return whether a text of several lines is one text: of paragraphs, or wrapped lines."""
    lines = [each for _, each in _lines(text)]
    if len(lines) < 2:  # noqa: PLR2004 - a line alone may be either
        return False
    wrapped = sum(
        len(line) > _WRAPPED and not line.endswith(_SENTENCE_END) and following[0].islower()
        for line, following in pairwise(lines)
    )
    return median(map(len, lines)) > _LONG or wrapped > 0.3 * (len(lines) - 1)


def read_fast_text(text: str, title: str, split: str | None = None) -> TextTable:
    """Return the texts of fastText's lines: ``__label__greet hello there``.

    A line with several labels gets none, is unsure, and is a problem to report.

    Args:
        text: the file's text.
        title: the file's name, for messages.
        split: the part that the file is, or None.

    """
    table = TextTable("Lines with fastText's labels")
    rows: list[Row] = []
    for number, line in _lines(text):
        where = f"{title}, line {number}"
        tags, rest = [], line
        while (found := _TAGS.match(rest)) is not None:
            tags.append(found[1])
            rest = rest[found.end() :]
        if not rest:
            table.empty += 1
            continue
        try:
            labels = [clean_label(each, InputError) for each in tags]
        except InputError as error:
            table.problems.append(row_problem(where, error))
            continue
        merged = merge_labels(
            [Row(where, rest, each, split=split) for each in labels or [None]]  # type: ignore[list-item]
        )
        rows += merged.rows
        table.problems += merged.problems
    table.rows = rows
    return table


def read_lines(
    text: str, title: str, label: str | None = None, split: str | None = None
) -> TextTable:
    """Return the texts of a file with one a line.

    Args:
        text: the file's text.
        title: the file's name, for messages.
        label: the label of all of them, or None.
        split: the part that the file is, or None.

    """
    problems: list[Problem] = []
    try:
        cleaned = None if label is None else clean_label(label, InputError)
    except InputError as error:
        problems.append(row_problem(title, error))
        cleaned = None
    lines = _lines(text)
    rows = [Row(f"{title}, line {number}", each, cleaned, split=split) for number, each in lines]
    return TextTable("Texts, one a line", rows, problems)
