"""Reads a table from COCO's JSON: https://cocodataset.org/#format-data.

Most tools for boxes export it, and data for classification comes in it, too: without boxes, such as
iNaturalist's and Custom Vision's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.collect_rows import collect_rows
from vizsla.exchange.tables.merge_rows import merge_boxes, merge_labels
from vizsla.exchange.tables.table_rows import LabelTable, Row, cell_text, row_problem
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.exchange.import_source import Problem

__all__ = ["is_coco", "read_coco"]

_BOXES = ("bbox", "segmentation", "keypoints")


def is_coco(content: object) -> bool:
    """Return whether a JSON value is a COCO file."""
    return isinstance(content, dict) and all(
        isinstance(content.get(each), list) for each in ("images", "annotations", "categories")
    )


def read_coco(content: Any, title: str) -> LabelTable:  # noqa: ANN401 - whatever JSON holds
    """Return a row for each image.

    Where the annotations have boxes, an image's label is the one class that all of them have.

    Args:
        content: the parsed JSON.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the content is no COCO file.

    """
    if not is_coco(content):
        raise InputFormatError(f"{title} is not COCO's JSON: it has no images and annotations.")
    problems: list[Problem] = []
    files: dict[str, Row] = {}
    for number, image in _objects(content["images"]):
        where = f"{title}, image {number}"
        path = cell_text(image.get("file_name"))
        if path is None:
            problems.append(row_problem(where, InputError("The image has no 'file_name'.")))
        else:
            files[_key(image.get("id"))] = Row(where, path)
    names = {_key(each.get("id")): each.get("name") for _, each in _objects(content["categories"])}
    annotations = [
        (f"{title}, annotation {number}", each) for number, each in _objects(content["annotations"])
    ]
    rows, unread = collect_rows(annotations, lambda where, each: [_row(each, where, files, names)])
    has_boxes = any(each.get(box) for _, each in annotations for box in _BOXES)
    merge = merge_boxes if has_boxes else merge_labels
    return merge([*files.values(), *rows], [*problems, *unread])


def _row(
    annotation: dict[str, Any], where: str, files: dict[str, Row], names: dict[str, Any]
) -> Row:
    file = files.get(_key(annotation.get("image_id")))
    if file is None:
        raise InputError(
            f"The annotation is of the image {shorten(repr(annotation.get('image_id')))}, and "
            "there is none with that 'id'."
        )
    name = cell_text(names.get(_key(annotation.get("category_id"))))
    if name is None:
        raise InputError(
            f"The annotation has the category {shorten(repr(annotation.get('category_id')))}, and "
            "there is no name for it."
        )
    return Row(where, file.path, clean_label(name, InputError))


def _objects(values: list[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((number, each) for number, each in enumerate(values, 1) if isinstance(each, dict))


def _key(value: object) -> str:
    """Return an id as a key; some tools write the same id as a number and as a text."""
    return str(value)
