"""Reads a dataset's annotation files: tables of labels, splits and states beside its folders.

They are Hugging Face's ``metadata.csv`` and ``metadata.jsonl``, in the folder or in those of its
splits (https://huggingface.co/docs/datasets/image_dataset), and the files of this project's own
exports: ``vizsla.jsonl`` or Label Studio's ``tasks.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import EXPORT_LINES, METADATA_CSV, METADATA_LINES, TASKS
from vizsla.exchange.decode_text import decode_text
from vizsla.exchange.json_lines import parse_json, read_json_lines
from vizsla.exchange.label_studio_paths import LabelStudioTree
from vizsla.exchange.label_studio_tasks import read_label_studio
from vizsla.exchange.locate_rows import locate_rows
from vizsla.exchange.read_table import read_table
from vizsla.exchange.table_rows import row_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.import_source import Problem, SourceEntry
    from vizsla.exchange.table_rows import Table
    from vizsla.exchange.tree import Tree

__all__ = ["AnnotationFile", "read_annotation_files"]


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """The content of one annotation file.

    Attributes:
        name: the file's name.
        base: the folder of the tree that holds it, "" for the tree's own.
        has_labels: whether it has a column for labels.
        entries: the files that it lists.
        problems: the rows that can't be used.

    """

    name: str
    base: str
    has_labels: bool
    entries: list[SourceEntry]
    problems: list[Problem]


def read_annotation_files(
    tree: Tree, splits: Sequence[str]
) -> tuple[list[AnnotationFile], list[Problem]]:
    """Return the annotation files in the tree's folder and in those of its splits.

    Each folder has at most one: the first that can be used. One that can't is a problem.
    """
    found: list[AnnotationFile] = []
    problems: list[Problem] = []
    folders = [("", (EXPORT_LINES, METADATA_CSV, METADATA_LINES, TASKS))]
    for base, names in [*folders, *((each, (METADATA_CSV, METADATA_LINES)) for each in splits)]:
        for name in names:
            location = tree.find(name, base)
            if location is None:
                continue
            try:
                found.append(_read(tree, location, name, base))
            except InputError as error:
                problems.append(row_problem(location, error))
            else:
                break
    return found, problems


def _read(tree: Tree, location: str, name: str, base: str) -> AnnotationFile:
    data = tree.read(location)
    table: Table
    files = tree
    if name == METADATA_CSV:
        table = read_table(data, location, tree.modality)
    elif name == TASKS:
        tasks = parse_json(decode_text(data, location))
        table = read_label_studio(tasks, location, tree.modality)
        files = LabelStudioTree(tree)
    else:
        table = read_json_lines(data, location)
    entries, problems = locate_rows(table, files, base)
    return AnnotationFile(name, base, table.has_labels, entries, problems)
