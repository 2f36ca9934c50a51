"""What a row of a table says of a picture, whatever file the table is in."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from vizsla.errors import InputError, InputNotFoundError
from vizsla.exchange.incoming import Entry, printable
from vizsla.exchange.label_words import SPLITS, STATES, part_of
from vizsla.label_rules import clean_label
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vizsla.exchange.incoming import Problem
    from vizsla.exchange.tree import Tree

__all__ = ["COLUMNS", "Row", "Table", "entries_of", "key_of", "read_row", "row_problem"]

# What others call the columns, the surest name first.
COLUMNS = {
    "path": (
        *("path", "file_name", "filename", "file_path", "filepath", "file", "image_path"),
        *("image_name", "image_file", "image", "img_path", "img", "picture", "photo"),
    ),
    "label": (
        *("label_text", "label_name", "class_name", "category_name", "label", "class"),
        *("category", "annotation", "tag", "target", "labels", "classes", "categories"),
    ),
    "not_labels": ("not_labels", "not_label", "not"),
    "split": ("split", "part", "subset"),
    "state": ("state",),
    "name": ("name", "original_name"),
}
_WORDS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        where: how messages call it, such as ``labels.csv, row 3``.
        path: as it is written.
        label: what the picture is, or None.
        not_labels: what it is not.
        split: ``train``, ``test``, ``validation`` or None.
        state: ``unsure``, ``skipped`` or None.
        name: the file's name as it once came in, or None.

    """

    where: str
    path: str
    label: str | None = None
    not_labels: tuple[str, ...] = ()
    split: str | None = None
    state: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a file of rows says.

    Attributes:
        rows: in the file's order.
        problems: rows that can't be used.
        has_labels: whether it has anything to say about labels.

    """

    rows: list[Row]
    problems: list[Problem]
    has_labels: bool


def key_of(name: str) -> str:
    """Return a column's name as ``COLUMNS`` spells it: ``File Name`` is ``file_name``."""
    return _WORDS.sub("_", name.strip()).casefold()


def row_problem(where: str, error: InputError) -> Problem:
    """Return ``error`` as the problem of the row at ``where``."""
    told = type(error)(f"{where}: {error}")
    told.__cause__ = error
    return where, told


def read_row(record: Mapping[str, Any], where: str) -> Row:
    """Return what ``record`` says, its keys spelled by ``key_of``.

    Raises:
        InputError: it names no picture, or says something that has no meaning here.

    """
    path = _text(_pick(record, "path"))
    if not path:
        raise InputError("It names no picture. Write the picture's path into its column 'path'.")
    split = (_text(_pick(record, "split")) or "").casefold()
    state = (_text(_pick(record, "state")) or "").casefold()
    label = _only(_pick(record, "label"))
    return Row(
        where,
        path,
        clean_label(label, InputError) if label else None,
        tuple(
            dict.fromkeys(
                clean_label(each, InputError) for each in _several(_pick(record, "not_labels"))
            )
        ),
        SPLITS.get(split),
        state if state in STATES else None,
        _text(_pick(record, "name")),
    )


def entries_of(
    table: Table, tree: Tree, base: str = "", *, by_url: bool = False
) -> tuple[list[Entry], list[Problem]]:
    """Return the pictures that a table names, and the rows that leave nothing to read.

    Args:
        table: the rows.
        tree: where the pictures are.
        base: the folder in it that the paths are seen from.
        by_url: whether a picture at a URL may be the file of that name in the tree.

    """
    splits = {each.split for each in table.rows if each.split}
    entries, problems = [], list(table.problems)
    for row in table.rows:
        try:
            place = _place(row.path, tree, base, by_url=by_url)
        except InputError as error:
            problems.append(row_problem(row.where, error))
            continue
        name = printable(row.name or row.path.replace("\\", "/"))
        part = part_of(row.split, splits)
        entries.append(Entry(place, name, row.label, row.not_labels, part, row.state))
    return entries, problems


def _place(path: str, tree: Tree, base: str, *, by_url: bool) -> str:
    if is_url(path):
        parts = urlsplit(path.strip())
        if parts.scheme == "file":
            candidates = [url2pathname(parts.path)]
        else:
            candidates = [PurePosixPath(parts.path).name] if by_url else []
        found = next((hit for each in candidates if (hit := tree.find(each, base))), None)
        if found is None:
            raise InputError(
                f"{without_secrets(path)} is not a file, and nothing is downloaded. Download the "
                "pictures into a folder, and say with root= which it is."
            )
        return found
    found = tree.find(path, base)
    if found is None:
        seen_from = f"{tree.title}/{base}" if base else tree.title
        raise InputNotFoundError(
            f"{shorten(path)} is not there, seen from {seen_from}. Check the path, or say with "
            "root= where the pictures are."
        )
    return found


def _pick(record: Mapping[str, Any], column: str) -> object:
    return next((record[name] for name in COLUMNS[column] if name in record), None)


def _text(value: object) -> str | None:
    if isinstance(value, bool | int | float | str):
        return str(value).strip() or None
    return None


def _only(value: object) -> str | None:
    if isinstance(value, list):
        if len(value) > 1:
            raise InputError(
                f"It has {len(value)} labels ({shorten(', '.join(map(str, value)))}), and a "
                "picture has one. Choose one of them."
            )
        value = value[0] if value else None
    if isinstance(value, dict):
        raise InputError(f"Its label is {shorten(repr(value))}, not a text. Write the label alone.")
    return _text(value)


def _several(value: object) -> Iterable[str]:
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            with contextlib.suppress(ValueError, RecursionError):  # else the label does begin so
                value = json.loads(value)
        if isinstance(value, str):
            value = value.split(";")
    each_value = value if isinstance(value, list) else []
    return (text for each in each_value if (text := _text(each)))
