"""The door for what somebody wants to add: looks what it is, and who reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError, InputNotFoundError, OptionError
from vizsla.exchange.folders import DATASET, LABELLED, PLAIN, read_folders
from vizsla.exchange.incoming import Entry, Incomings, printable
from vizsla.exchange.json_lines import parse_json, read_json_lines, read_records
from vizsla.exchange.label_studio import StudioTree, is_label_studio, read_label_studio
from vizsla.exchange.read_table import decode_text, read_table
from vizsla.exchange.table_rows import entries_of
from vizsla.exchange.tree import FolderTree
from vizsla.exchange.zip_tree import ZipTree
from vizsla.label_rules import clean_label
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.modalities.sources.walk import is_folder

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.exchange.table_rows import Table
    from vizsla.exchange.tree import Tree
    from vizsla.modalities.base import Modality
    from vizsla.modalities.sources.find_files import Where

__all__ = ["LAYOUTS", "read_source"]

ZIP, CSV, JSON_LINES, LABEL_STUDIO = "zip", "csv", "json lines", "label studio"
LAYOUTS = (PLAIN, LABELLED, DATASET, ZIP, CSV, JSON_LINES, LABEL_STUDIO)
_FOLDERS = {None, PLAIN, LABELLED, DATASET}
_JSON = "json"  # a list of rows, lines of them, or Label Studio's
_BY_ENDING = {
    ".zip": ZIP,
    **dict.fromkeys((".csv", ".tsv", ".txt"), CSV),
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    ".json": _JSON,
}


def read_source(
    source: Where,
    *,
    label: str | None = None,
    layout: str | None = None,
    root: str | os.PathLike[str] | None = None,
    parts: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    modality: str = "image",
) -> Incomings:
    r"""Return the pictures of ``source``, none of them read yet, with what it says of them.

    Args:
        source: one of

            - a folder: ``LABEL/...`` are labelled (deeper folders count for the top one), what
              lies in it directly is not; ``train/LABEL/...`` with ``test/`` (or ``val``,
              ``valid``, ``validation``) is a dataset folder, as is one with Hugging Face's
              ``metadata.csv`` or ``metadata.jsonl``, and one that Vizsla exported;
            - a ``.zip`` of the same;
            - a ``.csv`` or ``.tsv`` of path and label, and if they are there ``not_labels``
              (separated by ``;``), ``split``, ``state`` and ``name``; UTF-8, UTF-16 or cp1252;
            - ``.jsonl``: the same, an object a line; or one ``.json`` list of them;
            - Label Studio's JSON or JSON-MIN export, for its choices;
            - a picture, a pattern such as ``photos/**/*.jpg``, or several paths: unlabelled.

        label: what all of the pictures are. Folders and tables then say nothing about that.
        layout: what to take the source for (``LAYOUTS``); by default that is found out. For a
            ``.zip`` also what to take its folders for.
        root: the folder that paths in a table are seen from; by default the table's own. Given,
            it is also where pictures are looked for that a table has by their URL.
        parts: whether what the source says of training and test parts counts. Validation data
            is for training, unless there is no test part.
        limits: what one file may cost.
        modality: the name of the modality of the files.

    Raises:
        InputNotFoundError: there is no such file or folder, or no picture in it.
        InputError: or one of its kin: the source as a whole can't be used. What is wrong with one
            picture or row is told in ``problems``, and the others go on.
        OptionError: ``layout`` or ``label`` is none.

    """
    if layout is not None and layout not in LAYOUTS:
        raise OptionError(f"layout must be one of {', '.join(LAYOUTS)}, not {layout!r}.")
    said = None if label is None else clean_label(label)
    found = _find(source, layout, root, limits, modality_named(modality))
    found.amend(label=said, parts=parts)
    return found


def _find(
    source: Where,
    layout: str | None,
    root: str | os.PathLike[str] | None,
    limits: Limits,
    modality: Modality[Any],
) -> Incomings:
    if not isinstance(source, str | os.PathLike):
        return _files(modality.find_files(source), limits)
    text = os.fspath(source)
    if is_url(text):
        raise InputError(
            f"{without_secrets(text)} is a URL, and nothing is downloaded. Download it, and give "
            "the file or folder."
        )
    path = Path(source)
    if is_folder(text):
        return _folder(FolderTree(path, limits, modality.suffixes), layout, layout)
    kind = _BY_ENDING.get(path.suffix.lower())
    if layout not in _FOLDERS and (kind, layout) != (_JSON, JSON_LINES):
        kind = layout
    if kind is None or not os.path.lexists(text):
        return _files(modality.find_files(source), limits)
    if kind == ZIP:
        return _folder(
            ZipTree(path, limits, modality.suffixes), None if layout == ZIP else layout, ZIP
        )
    if layout in {PLAIN, LABELLED, DATASET}:
        raise OptionError(f"{shorten(text)} is a file, which can't be read as a {layout}.")
    tree = FolderTree(Path(root) if root is not None else path.parent, limits, modality.suffixes)
    return _table(
        read_path(path, limits), path.name, kind, tree, modality.suffixes, by_url=root is not None
    )


def _files(files: list[Path], limits: Limits) -> Incomings:
    entries = [Entry(str(each), printable(each.name)) for each in files]
    return Incomings(entries, lambda place: read_path(place, limits), PLAIN)


def _folder(tree: Tree, layout: str | None, told: str | None) -> Incomings:
    if layout not in _FOLDERS:
        raise OptionError(f"{tree.title} is a folder, which can't be read as {layout}.")
    entries, recognised, problems = read_folders(tree, layout)
    if not entries and not problems:
        raise InputNotFoundError(
            f"{tree.title} has no picture. Put some in, or give another folder."
        )
    return Incomings(entries, tree.read, told or recognised, problems)


def _table(
    data: bytes, title: str, kind: str, tree: Tree, suffixes: Collection[str], *, by_url: bool
) -> Incomings:
    table: Table
    if kind == CSV:
        table = read_table(data, title, suffixes)
    elif kind == JSON_LINES:
        table = read_json_lines(data, title)
    else:
        kind, table = _json(data, title, LABEL_STUDIO if kind == LABEL_STUDIO else None)
    if kind == LABEL_STUDIO:
        tree = StudioTree(tree)
    entries, problems = entries_of(table, tree, by_url=by_url)
    return Incomings(entries, tree.read, kind, problems)


def _json(data: bytes, title: str, kind: str | None) -> tuple[str, Table]:
    try:
        content: Any = parse_json(decode_text(data, title))
    except InputFormatError:
        # Lines of JSON are often called .json too.
        if kind is None and data.count(b"\n"):
            return JSON_LINES, read_json_lines(data, title)
        raise
    if kind == LABEL_STUDIO or is_label_studio(content):
        return LABEL_STUDIO, read_label_studio(content, title)
    return JSON_LINES, read_records(content if isinstance(content, list) else [content], title)
