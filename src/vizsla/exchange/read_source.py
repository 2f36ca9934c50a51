"""Recognises a source of examples, and reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.atomic import recover
from vizsla.errors import InputError, InputFormatError, InputNotFoundError, OptionError
from vizsla.exchange.decode_text import decode_text
from vizsla.exchange.import_source import ImportSource, SourceEntry, printable
from vizsla.exchange.json_lines import parse_json, read_json_lines, read_records
from vizsla.exchange.label_studio_export import is_label_studio
from vizsla.exchange.label_studio_paths import LabelStudioTree
from vizsla.exchange.label_studio_tasks import read_label_studio
from vizsla.exchange.locate_rows import locate_rows
from vizsla.exchange.read_folders import DATASET, LABELLED, PLAIN, read_folders
from vizsla.exchange.read_table import read_table
from vizsla.exchange.tree import FolderTree
from vizsla.exchange.zip_tree import ZipTree
from vizsla.label_rules import clean_label
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.modalities.sources.walk import is_folder

if TYPE_CHECKING:
    from vizsla.exchange.table_rows import Table
    from vizsla.exchange.tree import Tree
    from vizsla.modalities.base import Modality
    from vizsla.modalities.sources.find_files import Where

__all__ = ["LAYOUTS", "read_source"]

ZIP, CSV, JSON_LINES, LABEL_STUDIO = "zip", "csv", "json lines", "label studio"
LAYOUTS = (PLAIN, LABELLED, DATASET, ZIP, CSV, JSON_LINES, LABEL_STUDIO)
_FOLDER_LAYOUTS = {None, PLAIN, LABELLED, DATASET}
_JSON = "json"  # a list of rows, lines of them, or Label Studio's
_BY_SUFFIX = {
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
    splits: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    modality: str = "image",
) -> ImportSource:
    r"""Return the examples of ``source``, none of them read yet, with their labels.

    Args:
        source: one of

            - a folder: files in ``LABEL/...`` are labelled (deeper folders count for the top one),
              files at the top are not; ``train/LABEL/...`` with ``test/`` (or ``val``, ``valid``,
              ``validation``) is a dataset folder, and so are a folder with Hugging Face's
              ``metadata.csv`` or ``metadata.jsonl``, and one that Vizsla exported;
            - a ``.zip`` of the same;
            - a ``.csv`` or ``.tsv`` of path and label, and optionally ``not_labels`` (separated by
              ``;``), ``split``, ``state`` and ``name``; UTF-8, UTF-16 or cp1252;
            - ``.jsonl``: the same, an object a line; or one ``.json`` list of them;
            - Label Studio's JSON or JSON-MIN export, for its choices;
            - a file, a pattern such as ``photos/**/*.jpg``, or several paths: unlabelled.

        label: the label of all examples. What folders and tables say of labels is ignored then.
        layout: the layout to read the source as (``LAYOUTS``); by default it is recognised. For a
            ``.zip`` also the layout of the folders in it.
        root: the folder that paths in a table are relative to; by default the table's own. Where
            it is given, files that a table names by a URL are looked for there, too.
        splits: whether the source's training and test sets are kept. Validation data is for
            training, unless there is no test set.
        limits: the bytes that one file may have.
        modality: the name of the files' modality.

    Raises:
        InputNotFoundError: there is no such file or folder, or no file of the modality in it.
        InputError: the source as a whole can't be used; the error's class says why. A file or row
            that can't be used is in ``problems``, and the others are read.
        OptionError: there is no such layout or modality, or the text can't be a label.

    """
    if layout is not None and layout not in LAYOUTS:
        raise OptionError(f"layout must be one of {', '.join(LAYOUTS)}, not {layout!r}.")
    cleaned = None if label is None else clean_label(label)
    found = _read(source, layout, root, limits, modality_named(modality))
    found.override(label=cleaned, splits=splits)
    return found


def _read(
    source: Where,
    layout: str | None,
    root: str | os.PathLike[str] | None,
    limits: Limits,
    modality: Modality[Any],
) -> ImportSource:
    if not isinstance(source, str | os.PathLike):
        return _read_files(modality.find_files(source), limits)
    text = os.fspath(source)
    if is_url(text):
        raise InputError(
            f"{without_secrets(text)} is a URL, and nothing is downloaded. Download it, and give "
            "the file or folder."
        )
    path = Path(source)
    recover(path)
    if is_folder(text):
        return _read_tree(FolderTree(path, limits, modality), layout, layout)
    kind = _BY_SUFFIX.get(path.suffix.lower())
    if layout not in _FOLDER_LAYOUTS and (kind, layout) != (_JSON, JSON_LINES):
        kind = layout
    if kind is None or not os.path.lexists(text):
        return _read_files(modality.find_files(source), limits)
    if kind == ZIP:
        tree = ZipTree(path, limits, modality)
        return _read_tree(tree, None if layout == ZIP else layout, ZIP)
    if layout in {PLAIN, LABELLED, DATASET}:
        raise OptionError(f"{shorten(text)} is a file, which can't be read as a {layout}.")
    folder = FolderTree(path.parent if root is None else Path(root), limits, modality)
    return _read_rows(read_path(path, limits), path.name, kind, folder, by_url=root is not None)


def _read_files(files: list[Path], limits: Limits) -> ImportSource:
    entries = [SourceEntry(str(each), printable(each.name)) for each in files]
    return ImportSource(entries, lambda location: read_path(location, limits), PLAIN)


def _read_tree(tree: Tree, layout: str | None, title: str | None) -> ImportSource:
    """Read a folder or archive.

    Args:
        tree: the folder or archive.
        layout: the layout to read it as, or None.
        title: the layout that the source names; None for the one that was recognised.

    """
    if layout not in _FOLDER_LAYOUTS:
        raise OptionError(f"{tree.title} is a folder, which can't be read as {layout}.")
    entries, recognised, problems = read_folders(tree, layout)
    if not entries and not problems:
        raise InputNotFoundError(
            f"{tree.title} holds no {tree.modality.singular}. Put some in, or give another folder."
        )
    return ImportSource(entries, tree.read, title or recognised, problems)


def _read_rows(data: bytes, title: str, kind: str, tree: Tree, *, by_url: bool) -> ImportSource:
    table: Table
    if kind == CSV:
        table = read_table(data, title, tree.modality)
    elif kind == JSON_LINES:
        table = read_json_lines(data, title)
    else:
        kind, table = _read_json(data, title, kind, tree.modality)
    if kind == LABEL_STUDIO:
        tree = LabelStudioTree(tree)
    entries, problems = locate_rows(table, tree, by_url=by_url)
    return ImportSource(entries, tree.read, kind, problems)


def _read_json(data: bytes, title: str, kind: str, modality: Modality[Any]) -> tuple[str, Table]:
    try:
        content: Any = parse_json(decode_text(data, title))
    except InputFormatError:
        # Lines of JSON are often called .json too.
        if kind == _JSON and data.count(b"\n"):
            return JSON_LINES, read_json_lines(data, title)
        raise
    if kind == LABEL_STUDIO or is_label_studio(content):
        return LABEL_STUDIO, read_label_studio(content, title, modality)
    return JSON_LINES, read_records(content if isinstance(content, list) else [content], title)
