"""Reads plain files of texts: a text a line, fastText's ``__label__``, or one text a file."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.tables.merge_rows import merge_labels
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.exchange.text_sources.text_columns import wordiness
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.import_source import Problem

__all__ = ["has_columns", "is_fast_text", "is_list", "is_prose", "read_fast_text", "read_lines"]

_PREFIX = "__label__"
_TAGS = re.compile(rf"(?:{_PREFIX}(\S+)\s*)")
_LONG = 200  # characters of a line that is a paragraph
_WRAPPED = 50  # characters of a line that may go on in the next one
_FEWEST = 3  # lines that show a table
_LABEL = 2  # words of a label, in a line without quotes
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
    """Return whether the lines are a table's: with tabs between, or a text and a label.

    A semicolon, a bar or a comma may stand between a text and its label, where each line has one
    and the labels come again.
    """
    lines = [each for _, each in _lines(text)]
    counts = [each.count("\t") for each in lines]
    if counts and min(counts) == max(counts) > 0:
        return True
    return any(_are_pairs([each.split(mark) for each in lines], mark) for mark in ";|,")


def _are_pairs(rows: Sequence[Sequence[str]], mark: str) -> bool:
    if len(rows) < _FEWEST or any(len(each) != 2 for each in rows):  # noqa: PLR2004 - a pair
        return False
    for column in (0, 1):
        labels = [each[column].strip() for each in rows]
        is_label = all(0 < wordiness(each) <= _LABEL and len(each) < _WRAPPED for each in labels)
        # A comma stands in many a sentence.
        least = len(rows) / 2 if mark == "," else len(rows) - 1
        if is_label and len(set(labels)) <= least:
            return True
    return False


def is_list(text: str) -> bool:
    """Return whether a text is a list: several short lines, each complete in itself."""
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
