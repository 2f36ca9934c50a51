"""Reads a table from Pascal VOC's XML, one file for each image.

The format: http://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.formats.safe_xml import parse_xml
from vizsla.exchange.tables.collect_rows import collect_rows
from vizsla.exchange.tables.merge_rows import merge_boxes
from vizsla.exchange.tables.table_rows import LabelTable, Row
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


__all__ = ["read_voc"]


def read_voc(files: Iterable[tuple[str, bytes]]) -> LabelTable:
    """Return a row for each file, with the one class that all of its boxes have.

    Args:
        files: the location of each XML file, and its content. It is of the image of the same name,
            beside it or in the folder ``JPEGImages`` beside ``Annotations``; a row's path has no
            ending.

    """
    return merge_boxes(*collect_rows(files, _rows))


def _rows(location: str, data: bytes) -> Iterator[Row]:
    root = parse_xml(data, location)
    if root.tag != "annotation":
        raise InputFormatError(f"{location} is not Pascal VOC's XML: it has no <annotation>.")
    folder, name = posixpath.split(posixpath.splitext(location)[0])
    if posixpath.basename(folder) == "Annotations":
        folder = posixpath.join(posixpath.dirname(folder), "JPEGImages")
    path = posixpath.join(folder, name)
    yield Row(location, path)
    for each in root.iterfind("object"):
        yield Row(location, path, clean_label(each.findtext("name") or "", InputError))
