"""Reads a table from labelme's JSON, one file for each image: https://github.com/wkentaro/labelme.

A flag that is set is a label of the whole image; a shape is of a part of it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.tables.merge_rows import merge_boxes, merge_labels
from vizsla.exchange.tables.table_rows import LabelTable, Row, cell_text, row_problem
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.exchange.import_source import Problem

__all__ = ["is_labelme", "may_be_labelme", "read_labelme"]


def is_labelme(content: object) -> bool:
    """Return whether a JSON value is labelme's description of an image."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("shapes"), list)
        and isinstance(content.get("imagePath"), str)
    )


def may_be_labelme(data: bytes) -> bool:
    """Return whether a file's content has the names that labelme writes."""
    return b'"shapes"' in data and b'"imagePath"' in data


def read_labelme(files: Iterable[tuple[str, bytes]]) -> LabelTable:
    """Return a row for each file.

    Where no file has a flag that is set, a row's label is the one class that all shapes have.

    Args:
        files: the location of each JSON file, and its content. It is of the image of the same name
            beside it; a row's path has no ending.

    """
    flagged: list[Row] = []
    shaped: list[Row] = []
    problems: list[Problem] = []
    for location, data in files:
        try:
            content = parse_json(decode_text(data, location))
            if not is_labelme(content):
                raise InputFormatError(f"{location} is not labelme's JSON: it has no shapes.")
            flags, shapes = _flags(content), _shapes(content)
        except InputError as error:
            problems.append(row_problem(location, error))
            continue
        row = Row(location, posixpath.splitext(location)[0])
        flagged += [row, *(Row(row.where, row.path, each) for each in flags)]
        shaped += [row, *(Row(row.where, row.path, each) for each in shapes)]
    if any(each.label is not None for each in flagged):
        return merge_labels(flagged, problems)
    return merge_boxes(shaped, problems)


def _flags(content: dict[str, Any]) -> list[str]:
    flags = content.get("flags")
    found = flags.items() if isinstance(flags, dict) else ()
    return [clean_label(name, InputError) for name, is_set in found if is_set is True]


def _shapes(content: dict[str, Any]) -> list[str]:
    names = (cell_text(each.get("label")) for each in content["shapes"] if isinstance(each, dict))
    return [clean_label(each, InputError) for each in names if each]
