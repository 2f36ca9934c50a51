"""Reads a table from CVAT's XML: https://docs.cvat.ai/docs/other/xml_format.

A tag is a label of the whole image; boxes, polygons and the like are of a part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.formats.safe_xml import parse_xml
from vizsla.exchange.tables.collect_rows import collect_rows
from vizsla.exchange.tables.merge_rows import merge_boxes, merge_labels
from vizsla.exchange.tables.table_rows import LabelTable, Row
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


__all__ = ["is_cvat", "read_cvat"]

_SHAPES = frozenset(
    ("box", "polygon", "polyline", "points", "cuboid", "mask", "ellipse", "skeleton")
)


def is_cvat(data: bytes) -> bool:
    """Return whether a file's content begins like CVAT's XML."""
    return b"<annotations" in data[:1000]


def read_cvat(data: bytes, title: str) -> LabelTable:
    """Return a row for each image.

    Where no image has a tag, an image's label is the one class that all of its shapes have.

    Args:
        data: the file's content.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the content is not CVAT's XML for images.

    """
    root = parse_xml(data, title)
    images = root.findall("image")
    if root.tag != "annotations" or not images:
        raise InputFormatError(
            f"{title} is not CVAT's XML for images. Export the task as 'CVAT for images'."
        )
    has_tags = any(each.find("tag") is not None for each in images)
    merge = merge_labels if has_tags else merge_boxes
    numbered = ((f"{title}, image {number}", image) for number, image in enumerate(images, 1))
    return merge(
        *collect_rows(numbered, lambda where, image: _rows(image, where, has_tags=has_tags))
    )


def _rows(image: Element, where: str, *, has_tags: bool) -> Iterator[Row]:
    path = image.get("name", "").strip()
    if not path:
        raise InputError("The image has no name.")
    yield Row(where, path)
    for each in image:
        if each.tag == "tag" if has_tags else each.tag in _SHAPES:
            yield Row(where, path, clean_label(each.get("label", ""), InputError))
