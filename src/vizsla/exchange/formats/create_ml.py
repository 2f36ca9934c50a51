"""Reads a table from Create ML's JSON for object detection.

The format: https://developer.apple.com/documentation/createml/building-an-object-detector-data-source
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.collect_rows import collect_rows
from vizsla.exchange.tables.merge_rows import merge_boxes
from vizsla.exchange.tables.table_rows import LabelTable, Row, cell_text
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["is_create_ml", "read_create_ml"]

_FILES = ("image", "imagefilename", "imageFilename", "filename")
_BOXES = ("annotations", "annotation")


def is_create_ml(content: object) -> bool:
    """Return whether a JSON value is Create ML's list of files with boxes."""
    first = content[0] if isinstance(content, list) and content else None
    return (
        isinstance(first, dict)
        and any(isinstance(first.get(each), str) for each in _FILES)
        and any(isinstance(first.get(each), list) for each in _BOXES)
    )


def read_create_ml(content: Any, title: str) -> LabelTable:  # noqa: ANN401 - whatever JSON holds
    """Return a row for each file, with the one class that all of its boxes have.

    Args:
        content: the parsed JSON.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the content is no such list.

    """
    if not is_create_ml(content):
        raise InputFormatError(f"{title} is not Create ML's JSON: a list of images with boxes.")
    files = ((f"{title}, image {number}", file) for number, file in enumerate(content, 1))
    return merge_boxes(*collect_rows(files, _rows))


def _rows(where: str, file: object) -> Iterator[Row]:
    values = file if isinstance(file, dict) else {}
    path = next((text for each in _FILES if (text := cell_text(values.get(each)))), None)
    if path is None:
        raise InputError("The entry names no image. Write its file's name as 'image'.")
    yield Row(where, path)
    for box in next((values[each] for each in _BOXES if isinstance(values.get(each), list)), ()):
        label = cell_text(box.get("label")) if isinstance(box, dict) else None
        if label is not None:
            yield Row(where, path, clean_label(label, InputError))
