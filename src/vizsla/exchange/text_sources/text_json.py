"""Reads texts from JSON: an object a line, a list of objects or pairs, or texts by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.formats.label_studio_export import is_label_studio
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.tables.table_columns import normalise_column
from vizsla.exchange.text_sources.annotated_records import SPANS_NOTE, plain_record
from vizsla.exchange.text_sources.json_rows import json_rows
from vizsla.exchange.text_sources.label_studio_texts import read_label_studio_texts
from vizsla.exchange.text_sources.text_columns import names_something
from vizsla.exchange.text_sources.text_records import NO_CLASS_NAMES, read_text_records
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.hints import Hints
    from vizsla.exchange.text_sources.text_records import ClassNames, Record
    from vizsla.exchange.text_sources.text_rows import TextTable
    from vizsla.modalities.base import Modality

__all__ = ["read_text_json", "read_text_json_lines"]

_EXAMPLE = 'Write a line for each text: {"text": ..., "label": ...}'


def read_text_json_lines(
    text: str,
    title: str,
    modality: Modality[Any],
    hints: Hints,
    class_names: ClassNames = NO_CLASS_NAMES,
) -> TextTable:
    """Return the texts of a file with one JSON object a line.

    Args:
        text: the file's text.
        title: the file's name, for messages.
        modality: the modality of texts.
        hints: what the caller says of it.
        class_names: the labels' names by their numbers, for each column that has numbers.

    Raises:
        InputUnclearError: it is not clear which column holds the texts, or the labels.
        InputFormatError: no line is such an object.

    """
    # Not splitlines(): a text may hold one of the rarer ends of a line.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    values = [(f"{title}, row {number}", _parsed(line)) for number, line in lines]
    return _read_values(values, title, "JSON lines", modality, hints, class_names)


def read_text_json(
    content: Any,  # noqa: ANN401 - whatever JSON holds
    title: str,
    modality: Modality[Any],
    hints: Hints,
    class_names: ClassNames = NO_CLASS_NAMES,
) -> TextTable:
    """Return the texts of a JSON value.

    It may be a list of objects, of pairs (``["hello", "greet"]``) or of texts; such lists by the
    names of their parts; columns, as pandas writes them; labels by their texts (``{"hello":
    "greet"}``), or lists of texts by their labels (``{"greet": ["hello"]}``).

    Raises:
        InputUnclearError: it is not clear which column holds the texts, or the labels.
        InputFormatError: the value is none of these.

    """
    if is_label_studio(content):
        return read_label_studio_texts(content, title, modality, hints)
    values = list(json_rows(content, title))
    return _read_values(values, title, "JSON", modality, hints, class_names)


def _parsed(line: str) -> object:
    try:
        return parse_json(line)
    except InputError as error:
        return error


def _read_values(
    values: Sequence[tuple[str, object]],
    title: str,
    kind: str,
    modality: Modality[Any],
    hints: Hints,
    class_names: ClassNames,
) -> TextTable:
    if not values:
        raise InputFormatError(f"{title} has no texts in a form that is read here. {_EXAMPLE}")
    parsed = [each for _, each in values if not isinstance(each, InputError)]
    if not parsed:
        error = next(each for _, each in values if isinstance(each, InputError))
        raise InputFormatError(f"{title} is no {kind}: {error} {_EXAMPLE}") from error
    if is_label_studio(parsed):
        return read_label_studio_texts(parsed, title, modality, hints)
    records: list[Record] = []
    notes: dict[str, None] = {}
    for where, each in values:
        record = each if isinstance(each, InputError) else plain_record(each)
        if record is None:
            record = InputFormatError(
                f"The row is {shorten(repr(each))}, which is neither an object nor a text and its "
                f"label. {_EXAMPLE}"
            )
        elif not isinstance(record, InputError) and record.pop(SPANS_NOTE, None):
            notes["the labels of words within the texts are not used"] = None
        records.append((where, record))
    found = [each for _, each in records if not isinstance(each, InputError)]
    names = list(dict.fromkeys(key for each in found for key in each))
    if not names:
        raise InputFormatError(f"{title} holds no texts: {records[0][1]}")
    if len(found) == 1 and not any(names_something(normalise_column(each)) for each in names):
        # Many programs keep their settings in an object.
        raise InputFormatError(
            f"{title} has no column of texts; it has {shorten(', '.join(names))}. {_EXAMPLE}"
        )
    table = read_text_records(records, names, title, kind, hints, class_names)
    table.notes += notes
    return table
