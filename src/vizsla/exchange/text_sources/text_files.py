"""Reads a single file of texts, whatever its format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant_files import (
    MARKUP_SUFFIXES,
    read_assistant_json,
    read_assistant_markup,
)
from vizsla.exchange.formats.table_files import CSV, JSON_LINES
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.tables.table_rows import Row
from vizsla.exchange.text_sources.assistant_texts import assistant_texts
from vizsla.exchange.text_sources.text_json import read_text_json, read_text_json_lines
from vizsla.exchange.text_sources.text_lines import (
    has_columns,
    is_fast_text,
    is_prose,
    read_fast_text,
    read_lines,
)
from vizsla.exchange.text_sources.text_records import NO_CLASS_NAMES
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.exchange.text_sources.text_tables import read_text_table
from vizsla.exchange.texts.decode_text import decode_text

if TYPE_CHECKING:
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.text_sources.text_records import ClassNames
    from vizsla.modalities.base import Modality

__all__ = ["ASSISTANT", "SUFFIXES", "TABLE_SUFFIXES", "TEXT_FILES", "TEXT_LINES", "read_text_file"]

TEXT_LINES, TEXT_FILES = "text per line", "text per file"
_CSV = frozenset((".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods"))
_LINES_OF_JSON = frozenset((".jsonl", ".ndjson"))
_JSON = ".json"
TABLE_SUFFIXES = _CSV | _LINES_OF_JSON | {_JSON}
SUFFIXES = TABLE_SUFFIXES | MARKUP_SUFFIXES
ASSISTANT = "assistant"


def read_text_file(
    data: bytes,
    title: str,
    modality: Modality[Any],
    hints: Hints,
    *,
    class_names: ClassNames = NO_CLASS_NAMES,
    split: str | None = None,
    layout: str | None = None,
) -> tuple[str, TextTable]:
    """Return a file's layout and its texts.

    Args:
        data: the file's content.
        title: the file's name, for messages.
        modality: the modality of texts.
        hints: what the caller says of it.
        class_names: the labels' names by their numbers, for each column that has numbers.
        split: the part that the file is, where its rows do not say theirs.
        layout: ``TEXT_LINES`` or ``TEXT_FILES`` for a plain file; None recognises it.

    Raises:
        InputUnclearError: the file can be read in several ways.
        InputFormatError: it holds no texts that can be read.

    """
    suffix = PurePosixPath(title).suffix.lower()
    if suffix in _CSV:
        return CSV, _with_split(read_text_table(data, title, modality, hints, class_names), split)
    text = decode_text(data, title, hints.encoding)
    if suffix in _LINES_OF_JSON:
        table = read_text_json_lines(text, title, modality, hints, class_names)
        return JSON_LINES, _with_split(table, split)
    if suffix == _JSON:
        kind, table = _read_json(text, title, modality, hints, class_names)
        return kind, _with_split(table, split)
    if suffix in MARKUP_SUFFIXES:
        return ASSISTANT, _with_split(_read_markup(text, title), split)
    if layout is None and has_columns(text):
        return CSV, _with_split(read_text_table(data, title, modality, hints, class_names), split)
    return _read_plain(text, title, split, layout)


def _read_plain(
    text: str, title: str, split: str | None, layout: str | None
) -> tuple[str, TextTable]:
    if layout is None and is_fast_text(text):
        return TEXT_LINES, read_fast_text(text, title, split)
    if layout == TEXT_FILES or (layout is None and is_prose(text)):
        return TEXT_FILES, TextTable("One text", [Row(title, text, split=split)])
    return TEXT_LINES, read_lines(text, title, split=split)


def _read_json(
    text: str, title: str, modality: Modality[Any], hints: Hints, class_names: ClassNames
) -> tuple[str, TextTable]:
    try:
        content: Any = parse_json(text)
    except InputFormatError:
        # Lines of JSON are often called .json too.
        if "\n" in text.strip():
            return JSON_LINES, read_text_json_lines(text, title, modality, hints, class_names)
        raise
    assistant = read_assistant_json(content, title)
    if assistant is not None:
        return ASSISTANT, assistant_texts(assistant)
    return JSON_LINES, read_text_json(content, title, modality, hints, class_names)


def _read_markup(text: str, title: str) -> TextTable:
    assistant = read_assistant_markup(text, title)
    if assistant is None:
        raise InputFormatError(
            f"{title} is no training data of Rasa, which would have 'nlu:' (in Markdown '## "
            "intent:'), nor of the Bot Framework. Give a table of texts and labels, or a .txt file."
        )
    return assistant_texts(assistant)


def _with_split(table: TextTable, split: str | None) -> TextTable:
    if split is not None:
        table.rows = [each if each.split else replace(each, split=split) for each in table.rows]
    return table
