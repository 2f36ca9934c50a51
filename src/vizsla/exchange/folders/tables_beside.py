"""Reads tables of any name beside a dataset's files: those that give labels to them."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputUnclearError
from vizsla.exchange.dataset_names import ANNOTATION_FILES, train_or_test
from vizsla.exchange.folders.annotation_file import AnnotationFile
from vizsla.exchange.folders.folder_names import part_of_table
from vizsla.exchange.folders.located_table import find_files, read_content, read_located

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vizsla.exchange.folders.folder_structure import FolderStructure
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.trees.tree import Tree

__all__ = ["TablesBeside", "other_labels"]

_PLAIN = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}  # spreadsheets are refused in words
_LINES = {".jsonl", ".ndjson"}
_SUFFIXES = {*_PLAIN, *_LINES, ".json", ".xml"}
_FIRST = 200  # rows
_DEEPEST = 4  # folders, with the file itself
_MOST_BESIDE_LABELS = 5  # tables that are read where the folders have labels


class TablesBeside:
    """The tables that give labels to files of a dataset.

    Args:
        tree: the dataset.
        structure: what its folders mean.
        hints: what the caller says of its tables.

    Attributes:
        found: the tables.
        unclear: the question about a table that lists files of the tree, if there is one.
        unused: why the first table that has no use has none, in words.

    """

    def __init__(self, tree: Tree, structure: FolderStructure, hints: Hints) -> None:
        self.found: list[AnnotationFile] = []
        self.unclear: InputUnclearError | None = None
        self.unused = ""
        self._tree = tree
        self._structure = structure
        self._hints = hints
        self._seen: set[str] = set()

    def read(self, locations: Iterable[str], labels: int) -> None:
        """Read those of some files that may be tables.

        Args:
            locations: the dataset's files.
            labels: the number of labels that its folders have: with some, few tables are read.

        """
        tables = sorted(filter(_may_be_a_table, locations), key=_surest_first)
        if labels:
            around = self._structure.around
            tables = [each for each in tables if "/" not in each.removeprefix(around)]
            tables = [each for each in tables if _suffix(each) in _PLAIN][:_MOST_BESIDE_LABELS]
        for location in tables:
            try:
                self._read(location)
            except InputUnclearError as error:
                # The first of some that may be asked about.
                if self.unclear is None and labels <= 1:
                    self.unclear = self._about_files_here(location, error)
            except InputError as error:  # it is counted among the files that are left out
                if _suffix(location) in {*_PLAIN, *_LINES}:
                    self.unused = self.unused or str(error).rstrip(".")
        if not self._structure.parts:
            self.found = _with_parts(self.found)

    def _read(self, location: str) -> None:
        table = read_located(self._tree, location, self._structure, self._hints)
        listed = {each.location for each in table.entries}
        if table.has_labels and listed and listed.isdisjoint(self._seen):
            self.found.append(table)
            self._seen |= listed
        elif table.has_labels and not listed and table.problems:
            raise InputError(str(table.problems[0][1]))

    def _about_files_here(
        self, location: str, unclear: InputUnclearError
    ) -> InputUnclearError | None:
        """Return a question about a table, or None where the table names no file that is here."""
        if unclear.option != "label_column" or self._hints.label_column:
            return unclear
        hints = self._hints._replace(label_column="")
        data = self._tree.read(location)
        first_rows = b"\n".join(data.split(b"\n", _FIRST)[:_FIRST])
        for content in (first_rows, data):  # most often the first rows tell
            try:
                _, table = read_content(content, location, self._tree.modality, hints)
            except InputError:
                continue
            if find_files(self._tree, location, table, self._structure).entries:
                return unclear
        self.unused = self.unused or f"{location} names no file that is here"
        return None


def _with_parts(tables: list[AnnotationFile]) -> list[AnnotationFile]:
    """Return tables named for parts, such as train.csv and test.csv, with their rows' splits."""
    parts = [part_of_table(posixpath.splitext(each.name)[0]) for each in tables]
    known = {each for each in parts if each}
    if not {"train"} < known:
        return tables
    note = "their names say the parts"
    return [
        replace(
            table,
            notes=[*table.notes, note],
            entries=[
                each._replace(split=each.split or train_or_test(part, known))
                for each in table.entries
            ],
        )
        for table, part in zip(tables, parts, strict=True)
    ]


def other_labels(
    tables: Sequence[AnnotationFile], structure: FolderStructure
) -> list[AnnotationFile]:
    """Return the notes on tables beside folders of labels that give other labels.

    Args:
        tables: the tables.
        structure: the folders and their labels.

    """
    notes = []
    for table in tables:
        pairs = {
            (structure.places[each.location].folder, each.label)
            for each in table.entries
            if each.label and each.location in structure.places
        }
        if len(pairs) > min(len({each for each, _ in pairs}), len({each for _, each in pairs})):
            notes.append(f"{table.title} has other labels, which are not used: give it by itself")
    return [AnnotationFile("", "", "", has_labels=False, notes=notes)] if notes else []


def _surest_first(location: str) -> tuple[bool, str]:
    # Of COCO's files for the same images, this one has the classes.
    return not posixpath.basename(location).startswith("instances"), location


def _may_be_a_table(location: str) -> bool:
    path = PurePosixPath(location.casefold())
    return (
        path.suffix in _SUFFIXES
        and path.name not in ANNOTATION_FILES
        # Kaggle's example of how to hand in answers.
        and "submission" not in path.stem
        and len(path.parts) <= _DEEPEST
    )


def _suffix(location: str) -> str:
    return posixpath.splitext(location)[1].casefold()
