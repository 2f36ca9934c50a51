"""Recognises a source of examples, and reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.atomic import recover
from vizsla.bundle.foreign_models import foreign_model
from vizsla.errors import (
    InputError,
    InputFormatError,
    InputNotFoundError,
    InputUnclearError,
    OptionError,
)
from vizsla.exchange.folders.folder_structure import DATASET, FILE_NAMES, LABELLED, PLAIN
from vizsla.exchange.folders.read_folders import read_folders
from vizsla.exchange.formats.table_files import BY_SUFFIX, JSON, JSON_LINES, TITLES, read_table_file
from vizsla.exchange.formats.teachable_machine import TM_SUFFIX
from vizsla.exchange.hints import Hints
from vizsla.exchange.import_source import ImportSource, SourceEntry
from vizsla.exchange.other_files import refuse_other
from vizsla.exchange.summary import Reading, count_endings, listed_endings
from vizsla.exchange.tables.locate_rows import locate_rows
from vizsla.exchange.text_sources.read_texts import (
    TEXT_FILES,
    TEXT_LINES,
    read_text_paths,
    read_text_tree,
)
from vizsla.exchange.text_sources.text_files import ASSISTANT, SUFFIXES
from vizsla.exchange.trees.listed_tree import ListedTree
from vizsla.exchange.trees.tree import FolderTree
from vizsla.exchange.trees.zip_tree import ZipTree
from vizsla.exchange.wrong_modality import TEXTS_GO
from vizsla.label_rules import clean_label
from vizsla.modalities.limits import DEFAULT_LIMITS, Limits
from vizsla.modalities.registry import modality_named
from vizsla.modalities.sources.find_files import find_files
from vizsla.modalities.sources.read_bytes import read_path
from vizsla.modalities.sources.source_names import is_url, shorten, without_secrets
from vizsla.modalities.sources.walk import is_folder
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vizsla.exchange.trees.tree import Tree
    from vizsla.modalities.base import Modality
    from vizsla.modalities.sources.find_files import Where

__all__ = ["LAYOUTS", "read_source"]

ZIP = "zip"
LAYOUTS = (PLAIN, LABELLED, DATASET, FILE_NAMES, TEXT_LINES, TEXT_FILES, ASSISTANT, ZIP, *TITLES)
_FOLDER_LAYOUTS = {None, PLAIN, LABELLED, DATASET, FILE_NAMES}
_ARCHIVES = frozenset((".zip", ".tar", ".gz", ".tgz", ".7z", ".rar", ".tm"))
_TEXT_SUFFIXES = {*SUFFIXES, ".txt", ".text"}
_BY_SUFFIX = {**dict.fromkeys((".zip", TM_SUFFIX), ZIP), **BY_SUFFIX}


def read_source(
    source: Where | ListedTree | ZipTree,
    *,
    label: str | None = None,
    layout: str | None = None,
    root: str | os.PathLike[str] | None = None,
    splits: bool = False,
    label_column: str | None = None,
    encoding: str | None = None,
    text_column: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    modality: str = "image",
    multi_label: bool = False,
    keep_repeated: bool = False,
) -> ImportSource:
    r"""Return the examples of ``source``, none of them read yet, with their labels.

    Args:
        source: one of

            - a folder, with its labels in the names of folders, in a table or in files of boxes:
              docs/how-to/data.md has the layouts;
            - a ``.zip`` of the same, or Teachable Machine's ``.tm``;
            - a file of labels: a ``.csv`` or ``.tsv`` of path and label, and optionally
              ``not_labels`` (separated by ``;``), ``split``, ``state`` and ``name``; ``.jsonl``,
              the same with an object a line; ``.json`` or ``.xml`` of a tool that is known;
            - a file, a pattern such as ``photos/**/*.jpg``, or several paths: unlabelled;
            - files that are listed, or a .zip that is open, as a folder of them.

            Texts stand in tables themselves, or in plain files: one a file, or one a line.

        label: the label of all examples. What folders and tables say of labels is ignored then.
        layout: the layout to read the source as (``LAYOUTS``); by default it is recognised. For a
            ``.zip`` also the layout of the folders in it.
        root: the folder that paths in a table are relative to; by default the table's own. Where
            it is given, files that a table names by a URL are looked for there, too.
        splits: whether the source's training and test sets are kept. Validation data is for
            training, unless there is no test set.
        label_column: the column of a table, or the question of Label Studio, that holds the
            labels; by default it is known by its name.
        encoding: the encoding of a table, or of the names in a .zip, where they do not say it:
            one of Python's names, such as ``big5`` or ``cp932``.
        text_column: the column of a table that holds the texts, where the examples are texts; by
            default it is known by its name or its content.
        limits: the bytes that one file may have.
        modality: the name of the files' modality.
        multi_label: whether an example may have several labels.
        keep_repeated: whether a text that comes again in a file is kept.

    Raises:
        InputNotFoundError: there is no such file or folder, or no file of the modality in it.
        InputUnclearError: the source can be read in more than one way; an option says which.
        InputError: the source as a whole can't be used; the error's class says why. A file or row
            that can't be used is in ``problems``, and the others are read.
        OptionError: there is no such layout or modality, or the text can't be a label.

    """
    if layout is not None and layout not in LAYOUTS:
        raise OptionError(f"layout must be one of {', '.join(LAYOUTS)}, not {layout!r}.")
    cleaned = None if label is None else clean_label(label)
    # Where the labels are given, it does not matter which ones the source has.
    column = label_column if cleaned is None else ""
    hints = Hints(column, encoding, text_column, multi_label, keep_repeated)
    words = modality_named(modality)
    try:
        found = _read(source, layout, root, limits, words, hints)
    except InputUnclearError as error:
        if cleaned is None or error.option != "layout":
            raise
        found = _read(source, PLAIN, root, limits, words, hints)
    if multi_label:
        found.keep_several_labels()
    found.override(label=cleaned, splits=splits)
    return found


def _read(
    source: Where | ListedTree | ZipTree,
    layout: str | None,
    root: str | os.PathLike[str] | None,
    limits: Limits,
    modality: Modality[Any],
    hints: Hints,
) -> ImportSource:
    if not isinstance(source, str | os.PathLike):
        return _read_several(source, modality, limits, hints, layout)
    text = os.fspath(source)
    if is_url(text):
        raise InputError(
            f"{without_secrets(text)} is a URL, and nothing is downloaded. Download it, and give "
            "the file or folder."
        )
    path = Path(source)
    recover(path)
    if is_folder(text):
        return _read_tree(path, FolderTree(path, limits, modality), layout, layout, hints)
    kind = _BY_SUFFIX.get(path.suffix.lower())
    if modality.str_is_content and kind != ZIP:
        if path.suffix.lower() not in SUFFIXES:
            refuse_other(path, modality)
        return _read_files(source, modality, limits, hints, layout)
    if layout not in _FOLDER_LAYOUTS and (kind, layout) != (JSON, JSON_LINES):
        kind = layout
    if kind is None or not os.path.lexists(text):
        refuse_other(path, modality)
        return _read_files(source, modality, limits, hints)
    if kind == ZIP:
        tree = ZipTree(path, limits, modality, encoding=hints.encoding)
        return _read_tree(path, tree, None if layout == ZIP else layout, ZIP, hints)
    if layout in _FOLDER_LAYOUTS - {None}:
        raise OptionError(f"{shorten(text)} is a file, which can't be read as a {layout}.")
    folder = FolderTree(path.parent if root is None else Path(root), limits, modality)
    data = read_path(path, limits)
    return _read_rows(data, path.name, kind, folder, hints, by_url=root is not None)


def _read_several(
    source: Iterable[str | os.PathLike[str]] | ListedTree | ZipTree,
    modality: Modality[Any],
    limits: Limits,
    hints: Hints,
    layout: str | None,
) -> ImportSource:
    if isinstance(source, ListedTree | ZipTree):
        within = None if layout == ZIP else layout
        title = ZIP if isinstance(source, ZipTree) else within
        return _read_tree(Path(source.title), source, within, title, hints)
    return _read_files(source, modality, limits, hints, layout)


def _read_files(
    where: Where,
    modality: Modality[Any],
    limits: Limits,
    hints: Hints,
    layout: str | None = None,
) -> ImportSource:
    if modality.str_is_content:
        return read_text_paths(_find_texts(where, modality), modality, limits, hints, layout)
    files = modality.find_files(where)
    entries = [SourceEntry(str(each), printable(each.name)) for each in files]
    reading = Reading(f"{len(files)} files" if len(files) > 1 else "File", _words(modality))
    return ImportSource(
        entries, lambda location: read_path(location, limits), PLAIN, reading, path=Path
    )


def _find_texts(where: Where, modality: Modality[Any]) -> list[Path]:
    """Return the files of texts that are meant, tables among them."""

    def is_wanted(path: Path) -> bool:
        return path.suffix.lower() in SUFFIXES or modality.is_file(path)

    return find_files(where, is_wanted, modality.singular, modality.plural)


def _read_tree(
    path: Path, tree: Tree, layout: str | None, title: str | None, hints: Hints
) -> ImportSource:
    """Read a folder or archive.

    Args:
        path: its path.
        tree: the folder or archive.
        layout: the layout to read it as, or None.
        title: the layout that the source names; None for the one that was recognised.
        hints: what the caller says of the tables in it.

    """
    if tree.modality.str_is_content:
        return read_text_tree(tree, _kind(path, title), hints, layout)
    if layout not in _FOLDER_LAYOUTS:
        raise OptionError(f"{tree.title} is a folder, which can't be read as {layout}.")
    found = read_folders(tree, _kind(path, title), hints, layout)
    if not found.entries and not found.problems:
        model = foreign_model(path)
        if model is not None:
            raise InputFormatError(model)
        others = count_endings(tree.files())
        but = f", but {listed_endings(others)}" if others else ""
        unpack = "Unpack its archives, p" if _ARCHIVES.intersection(others) else "P"
        texts = f" {TEXTS_GO}" if {*others} <= _TEXT_SUFFIXES and others else ""
        raise InputNotFoundError(
            f"{tree.title} holds no {tree.modality.singular}{but}. {unpack}ut some in, or give "
            f"another folder.{texts}"
        )
    return ImportSource(
        found.entries, tree.read, title or found.layout, found.reading, found.problems, tree.path
    )


def _kind(path: Path, title: str | None) -> str:
    if path.suffix.lower() == TM_SUFFIX:
        return "Teachable Machine project"
    return "Zip" if title == ZIP else "Folder"


def _read_rows(
    data: bytes, title: str, kind: str, tree: Tree, hints: Hints, *, by_url: bool
) -> ImportSource:
    kind, table = read_table_file(data, title, kind, tree.modality, hints)
    if not table.rows and not table.problems:
        raise InputFormatError(f"{title} has no rows. Write one for each {tree.modality.singular}.")
    entries, problems = locate_rows(table, tree, by_url=by_url)
    reading = Reading(TITLES[kind], _words(tree.modality), notes=list(table.notes))
    return ImportSource(entries, tree.read, kind, reading, problems, tree.path)


def _words(modality: Modality[Any]) -> tuple[str, str]:
    return modality.singular, modality.plural
