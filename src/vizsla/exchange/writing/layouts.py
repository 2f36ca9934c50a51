"""Chooses the folders of an export, and writes the tables beside the files."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from vizsla.csv_cells import written_cell
from vizsla.exchange.dataset_names import (
    EXPORT_LINES,
    METADATA_CSV,
    METADATA_LINES,
    STATES,
    TASKS,
    UNLABELLED,
)
from vizsla.exchange.writing.label_studio_project import labelling_config, tasks_json
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.writing.export_example import ExportExample
    from vizsla.exchange.writing.export_names import FolderNames

__all__ = [
    "FOLDER",
    "LABEL_STUDIO",
    "LAYOUTS",
    "choose_folder",
    "is_inline",
    "make_record",
    "make_tables",
]

FOLDER, CSV, JSON_LINES, LABEL_STUDIO = "folder", "csv", "json lines", "label studio"
LAYOUTS = (FOLDER, CSV, JSON_LINES, LABEL_STUDIO)
_FILES = "pictures"  # the folder of all files where a table holds the labels
_CONFIG = "labelling.xml"
_COLUMNS = (
    *(
        "text",
        "file_name",
        "label",
        "not_labels",
        "split",
        "state",
        "labelled_by",
        "name",
        "sha256",
    ),
)
_TABLES = (CSV, JSON_LINES)  # layouts whose tables hold texts themselves


def choose_folder(example: ExportExample, layout: str, names: FolderNames) -> str:
    """Return the folder that an example's file goes to."""
    if layout != FOLDER:
        return _FILES
    if example.label is None:
        return UNLABELLED[0]
    split = "test" if example.split == "test" else "train"
    return f"{split}/{names.name_for(example.label)}"


def is_inline(layout: str, text: str | None) -> bool:
    """Return whether an example stands in the table itself, and has no file."""
    return text is not None and layout in _TABLES


def make_record(
    example: ExportExample, location: str | None, text: str | None = None
) -> dict[str, Any]:
    """Return an example's row in a table.

    Args:
        example: the example.
        location: the file's path in the export; None where it has no file.
        text: the example itself, where it is a text.

    """
    return {
        **({} if text is None else {"text": text}),
        **({} if location is None else {"file_name": location}),
        "label": _label(example),
        "not_labels": list(example.not_labels),
        "split": example.split,
        "state": example.state if example.state in STATES and example.label is None else None,
        "labelled_by": None if example.labelled_by is None else printable(example.labelled_by),
        "name": printable(example.name),
        "sha256": example.sha256,
    }


def _label(example: ExportExample) -> str | list[str] | None:
    """Return the label; of a multi-label project a list of them, None for none."""
    if example.more_labels is None or example.label is None:
        return example.label
    return [example.label, *example.more_labels]


def make_tables(records: Sequence[dict[str, Any]], layout: str) -> dict[str, bytes]:
    """Return the contents of the tables beside the files, by the tables' names."""
    if layout == CSV:
        return {METADATA_CSV: _csv(records)}
    if layout == LABEL_STUDIO:
        return {TASKS: tasks_json(records), _CONFIG: labelling_config(records)}
    return {EXPORT_LINES if layout == FOLDER else METADATA_LINES: _lines(records)}


def _lines(records: Sequence[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in records).encode()


def _csv(records: Sequence[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    columns = [each for each in _COLUMNS if not records or each in records[0]]
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for each in records:
        row = {**each, "not_labels": _join(each["not_labels"])}
        if isinstance(each["label"], list):
            row["label"] = _join(each["label"])
        writer.writerow({name: written_cell(text) if text else text for name, text in row.items()})
    # With the mark, Excel sees that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _join(labels: Sequence[str]) -> str:
    if any(";" in each or "|" in each or each.startswith("[") for each in labels):
        return json.dumps(list(labels), ensure_ascii=False)
    return ";".join(labels)
