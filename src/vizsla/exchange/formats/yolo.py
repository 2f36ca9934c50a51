"""Reads a table from YOLO's text files, one for each image, with a line for each box.

The format: https://docs.ultralytics.com/datasets/detect. A line is the number of the class, and
then where the box is. The names of the classes are in ``data.yaml``, or one a line in
``classes.txt``, ``obj.names`` and the like.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.collect_rows import collect_rows
from vizsla.exchange.tables.merge_rows import merge_boxes
from vizsla.exchange.tables.table_rows import LabelTable, Row
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


__all__ = ["read_classes_txt", "read_yolo"]

_LABELS, _IMAGES = "labels", "images"
_FEWEST = 5  # values of a line: the class, and the box


def read_classes_txt(text: str) -> list[str]:
    """Return the names of the classes, one from each line; a blank line has a number, too."""
    return [each.strip() for each in text.rstrip().splitlines()]


def read_yolo(files: Iterable[tuple[str, bytes]], names: Sequence[str]) -> LabelTable:
    """Return a row for each file, with the one class that all of its boxes have.

    Args:
        files: the location of each text file, and its content. It is of the image of the same name,
            beside it or in the folder ``images`` beside ``labels``; a row's path has no ending.
        names: the names of the classes, by their numbers.

    """
    return merge_boxes(*collect_rows(files, lambda location, data: _rows(location, data, names)))


def _rows(location: str, data: bytes, names: Sequence[str]) -> Iterator[Row]:
    *folders, name = posixpath.splitext(location)[0].split("/")
    if _LABELS in folders:
        last = len(folders) - 1 - folders[::-1].index(_LABELS)
        folders[last] = _IMAGES
    path = "/".join((*folders, name))
    yield Row(location, path)
    for line in decode_text(data, location).splitlines():
        values = line.split()
        if not values:
            continue
        number = values[0].removesuffix(".0")
        if len(values) < _FEWEST or not (number.isascii() and number.isdecimal()):
            raise InputFormatError(f"{shorten(line)} is no box of YOLO: a class and four numbers.")
        if len(number) > len(str(len(names))) or int(number) >= len(names):
            raise InputError(
                f"The class {shorten(number)} has no name; there are {len(names)} names."
            )
        yield Row(location, path, clean_label(names[int(number)], InputError))
