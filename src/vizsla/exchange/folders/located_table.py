"""Reads one table in a dataset's folder, and finds the files that it names."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from vizsla.exchange.folders.annotation_file import AnnotationFile
from vizsla.exchange.folders.folder_names import part_of_table
from vizsla.exchange.formats.table_files import BY_SUFFIX, read_table_file
from vizsla.exchange.tables.locate_rows import locate_rows

if TYPE_CHECKING:
    from vizsla.exchange.folders.folder_structure import FolderStructure
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.tables.table_rows import LabelTable
    from vizsla.exchange.trees.tree import Tree
    from vizsla.modalities.base import Modality

__all__ = ["find_files", "read_content", "read_located"]


def read_located(
    tree: Tree, location: str, structure: FolderStructure, hints: Hints
) -> AnnotationFile:
    """Return the content of a table.

    Args:
        tree: the dataset.
        location: the table's path in it, with an ending of ``BY_SUFFIX``.
        structure: what the dataset's folders mean.
        hints: what the caller says of the table.

    Raises:
        InputUnclearError: it can be read in several ways.
        InputError: it is no table, or can't be read.

    """
    _, table = read_content(tree.read(location), location, tree.modality, hints)
    return find_files(tree, location, table, structure)


def read_content(
    data: bytes, location: str, modality: Modality[Any], hints: Hints
) -> tuple[str, LabelTable]:
    """Return the format of a table by its ending, and its rows; see ``read_table_file``."""
    kind = BY_SUFFIX[PurePosixPath(location.casefold()).suffix]
    return read_table_file(data, location, kind, modality, hints)


def find_files(
    tree: Tree, location: str, table: LabelTable, structure: FolderStructure
) -> AnnotationFile:
    """Return a table's rows with the files that they name.

    Args:
        tree: the dataset.
        location: the table's path in it.
        table: the rows.
        structure: what the dataset's folders mean.

    """
    base, name = posixpath.split(location)
    entries, problems = locate_rows(table, tree, base)
    if not entries and base:  # COCO's files are in a folder beside that of the images
        entries, problems = locate_rows(table, tree)
    part = part_of_table(posixpath.splitext(name)[0])
    for folder in (each for each in structure.parts if structure.parts[each] == part):
        # Kaggle's trainLabels.csv has ids of files in train, and test has some of the same names.
        within = locate_rows(table, tree, folder) if problems else ([], problems)
        if len(within[1]) < len(problems):
            entries, problems = within
    notes = list(table.notes)
    return AnnotationFile(
        location, name, base, table.has_labels, entries, problems, notes, (location,)
    )
