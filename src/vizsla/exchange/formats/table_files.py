"""Reads a single file of labels, whatever its format: CSV, JSON, XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputFormatError
from vizsla.exchange.assistants.assistant_files import is_assistant_json
from vizsla.exchange.formats.coco import is_coco, read_coco
from vizsla.exchange.formats.create_ml import is_create_ml, read_create_ml
from vizsla.exchange.formats.cvat import read_cvat
from vizsla.exchange.formats.label_studio_export import is_label_studio
from vizsla.exchange.formats.label_studio_tasks import read_label_studio
from vizsla.exchange.formats.read_table import read_table
from vizsla.exchange.tables.json_lines import parse_json, read_json_lines, read_records
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.exchange.wrong_modality import TEXTS_GO

if TYPE_CHECKING:
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.tables.table_rows import LabelTable
    from vizsla.modalities.base import Modality

__all__ = ["BY_SUFFIX", "CSV", "JSON", "JSON_LINES", "LABEL_STUDIO", "TITLES", "read_table_file"]

CSV, JSON_LINES, LABEL_STUDIO = "csv", "json lines", "label studio"
COCO, CREATE_ML, CVAT = "coco", "create ml", "cvat"
JSON = "json"  # a list of rows, lines of them, or one of the formats in JSON
TITLES = {
    CSV: "Table",
    JSON_LINES: "JSON table",
    LABEL_STUDIO: "Label Studio export",
    COCO: "COCO file",
    CREATE_ML: "Create ML file",
    CVAT: "CVAT export",
}
BY_SUFFIX = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"), CSV),
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    ".json": JSON,
    ".xml": CVAT,
}


def read_table_file(
    data: bytes, title: str, kind: str, modality: Modality[Any], hints: Hints
) -> tuple[str, LabelTable]:
    """Return the format of a file and its rows.

    Args:
        data: the file's content.
        title: its name, for messages.
        kind: a value of ``BY_SUFFIX``, or one of ``TITLES``.
        modality: the modality of the files that it names.
        hints: what the caller says of it.

    Raises:
        InputUnclearError: it can be read in several ways.
        InputFormatError: it is no table.

    """
    if kind == CSV:
        return kind, read_table(
            data,
            title,
            modality,
            label_column=hints.label_column,
            encoding=hints.encoding,
            multi_label=hints.multi_label,
        )
    if kind == JSON_LINES:
        return kind, _read_lines(data, title, modality, hints)
    if kind == CVAT:
        return kind, read_cvat(data, title)
    return _read_json(data, title, kind, modality, hints)


def _read_lines(data: bytes, title: str, modality: Modality[Any], hints: Hints) -> LabelTable:
    return read_json_lines(
        data,
        title,
        modality,
        label_column=hints.label_column,
        encoding=hints.encoding,
        multi_label=hints.multi_label,
    )


def _read_json(
    data: bytes, title: str, kind: str, modality: Modality[Any], hints: Hints
) -> tuple[str, LabelTable]:
    try:
        content: Any = parse_json(decode_text(data, title, hints.encoding))
    except InputFormatError:
        # Lines of JSON are often called .json too.
        if kind == JSON and data.count(b"\n"):
            return JSON_LINES, _read_lines(data, title, modality, hints)
        raise
    if kind == LABEL_STUDIO or is_label_studio(content):
        table = read_label_studio(content, title, modality, label_column=hints.label_column)
        return LABEL_STUDIO, table
    if is_coco(content):
        return COCO, read_coco(content, title)
    if is_create_ml(content):
        return CREATE_ML, read_create_ml(content, title)
    if is_assistant_json(content):
        raise InputFormatError(
            f"{title} is the export of an assistant, with texts and their intents, and "
            f"{modality.plural} are wanted here. {TEXTS_GO}"
        )
    records = content if isinstance(content, list) else [content]
    table = read_records(
        records,
        title,
        modality,
        label_column=hints.label_column,
        multi_label=hints.multi_label,
    )
    return JSON_LINES, table
