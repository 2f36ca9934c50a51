"""Reads a dataset's annotation files: tables of labels, splits and states beside its folders.

They are Hugging Face's ``metadata.csv`` and ``metadata.jsonl``
(https://huggingface.co/docs/datasets/image_dataset), the files of this project's own exports
(``vizsla.jsonl``, Label Studio's ``tasks.json``), and where folders have no labels, any table of
labels or file of boxes that names files of the dataset.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputUnclearError
from vizsla.exchange.dataset_names import (
    EXPORT_LINES,
    METADATA_CSV,
    METADATA_LINES,
    TASKS,
)
from vizsla.exchange.folders.annotation_file import AnnotationFile
from vizsla.exchange.folders.box_files import read_box_files
from vizsla.exchange.folders.located_table import find_files, read_located
from vizsla.exchange.folders.tables_beside import TablesBeside, other_labels
from vizsla.exchange.formats.teachable_machine import (
    MANIFEST,
    is_teachable_machine,
    read_teachable_machine,
)
from vizsla.exchange.tables.json_lines import parse_json
from vizsla.exchange.tables.table_rows import row_problem
from vizsla.exchange.texts.decode_text import decode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.folders.folder_structure import FolderStructure
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.trees.tree import Tree

__all__ = ["read_annotation_files"]

_KNOWN = (EXPORT_LINES, METADATA_CSV, METADATA_LINES, TASKS, "_classes.csv", MANIFEST)


def read_annotation_files(
    tree: Tree, structure: FolderStructure, hints: Hints
) -> tuple[list[AnnotationFile], list[Problem]]:
    """Return the annotation files of a tree.

    Those of a known name are always read, one in a folder: the first that can be used. Where
    neither they nor the folders' names give labels, so are tables of any name that list files of
    the tree. One of a known name that can't be used is a problem.

    Raises:
        InputUnclearError: no table could be read without knowing more.

    """
    folders = {each.folder for each in structure.places.values() if each.folder}
    has_label_folders = bool(folders) and not hints.label_column
    files = [each for each in tree.files() if not each.startswith(tuple(structure.left_out))]
    known, problems = _read_all_known(tree, files, structure, hints, may_be_none=has_label_folders)
    if any(each.has_labels for each in known):
        return known, problems
    beside = TablesBeside(tree, structure, hints)
    beside.read(files, len(folders) if has_label_folders else 0)
    if has_label_folders and len(folders) > 1:
        return [*known, *other_labels(beside.found, structure)], problems
    if beside.found:
        return [*known, *beside.found], problems
    if has_label_folders:  # one folder, whose name may be any dataset's
        return [*known, *_noted(str(beside.unclear or "").rstrip("."))], problems
    boxes = read_box_files(tree, files)
    if beside.unclear and not boxes:
        raise beside.unclear
    return [*known, *(boxes or _noted(beside.unused))], problems


def _noted(note: str) -> list[AnnotationFile]:
    return [AnnotationFile("", "", "", has_labels=False, notes=[note])] if note else []


def _read_all_known(
    tree: Tree,
    files: Sequence[str],
    structure: FolderStructure,
    hints: Hints,
    *,
    may_be_none: bool,
) -> tuple[list[AnnotationFile], list[Problem]]:
    """Return the files of known names.

    Args:
        tree: the dataset.
        files: its files.
        structure: what its folders mean.
        hints: what the caller says of the files.
        may_be_none: whether none of a file's columns need hold labels, as the folders have them.

    """
    found: dict[str, AnnotationFile] = {}
    problems: list[Problem] = []
    for name in _KNOWN:
        for location in (each for each in files if posixpath.basename(each) == name):
            base = posixpath.dirname(location)
            if base in found:
                continue
            try:
                table = _read_known(tree, location, structure, hints)
            except InputUnclearError as error:
                if error.option != "label_column" or not may_be_none:
                    raise
                # It describes files whose folders are their labels.
                table = _read_known(tree, location, structure, hints._replace(label_column=""))
            except InputError as error:
                problems.append(row_problem(location, error))
                continue
            if table is not None:
                found[base] = table
    return list(found.values()), problems


def _read_known(
    tree: Tree, location: str, structure: FolderStructure, hints: Hints
) -> AnnotationFile | None:
    """Return the content of a file of a known name; None for another file of that name."""
    if posixpath.basename(location) != MANIFEST:
        return read_located(tree, location, structure, hints)
    content = parse_json(decode_text(tree.read(location), location, hints.encoding))
    if not is_teachable_machine(content):
        return None
    base = posixpath.dirname(location)
    beside = [each for each in tree.example_files() if posixpath.dirname(each) == base]
    table = read_teachable_machine(content, location, list(map(posixpath.basename, beside)))
    return find_files(tree, location, table, structure)
