"""Recognises the layout of a tree of files, and reads its labels and splits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError, InputNotFoundError
from vizsla.exchange.dataset_names import EXPORT_LINES
from vizsla.exchange.folders.annotation_files import read_annotation_files
from vizsla.exchange.folders.file_name_labels import label_of_name, labels_of_names
from vizsla.exchange.folders.folder_labels import FolderLabels
from vizsla.exchange.folders.folder_structure import (
    DATASET,
    FILE_NAMES,
    LABELLED,
    PLAIN,
    FolderStructure,
    Place,
    find_structure,
)
from vizsla.exchange.import_source import SourceEntry
from vizsla.exchange.summary import Reading, count_endings
from vizsla.wording import counted, listed_plainly, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.folders.annotation_file import AnnotationFile
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.trees.tree import Tree

__all__ = ["FolderReading", "read_folders"]

_ORDER = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class FolderReading:
    """A tree's files, as they were read.

    Attributes:
        entries: the files, with labels and splits.
        layout: the layout that they were read as.
        reading: how they were understood.
        problems: the files, folders and rows that can't be used.

    """

    entries: list[SourceEntry]
    layout: str
    reading: Reading
    problems: list[Problem]


def read_folders(tree: Tree, kind: str, hints: Hints, layout: str | None = None) -> FolderReading:
    """Return a tree's files, with their labels and splits.

    Args:
        tree: the folder or archive.
        kind: what it is, in the line that says how it was understood: ``Folder``.
        hints: what the caller says of the tables in it.
        layout: ``folder`` (the folders' names mean nothing), ``labelled folder`` (``LABEL/...``),
            ``dataset folder`` (``SPLIT/LABEL/...``, or an annotation file beside) or
            ``file names`` (``LABEL_12.jpg``); None recognises it.

    Raises:
        InputUnclearError: the folders can be read in two ways.
        InputFormatError: the tree is to be read as a dataset folder, and is not one.

    """
    files = tree.example_files()
    if layout == PLAIN:
        structure = FolderStructure(places=dict.fromkeys(files, Place(None, None)))
    else:
        structure = find_structure(files, tree.title, tree.name, layout)
    if layout == FILE_NAMES:
        structure.places = {
            each: Place(place.part, label_of_name(each)) for each, place in structure.places.items()
        }
    annotations: list[AnnotationFile] = []
    problems = list(tree.problems)
    if layout in {None, DATASET}:
        annotations, unusable = read_annotation_files(tree, structure, hints)
        problems += unusable
    if layout == DATASET and not (structure.parts or annotations):
        raise InputFormatError(
            f"{tree.title} is no dataset folder: it has neither train/LABEL and test/LABEL nor a "
            "metadata.csv. Leave the option 'layout' out, and the layout is recognised."
        )
    labels = FolderLabels(structure, annotations)
    entries = _merge(files, labels, annotations, problems)
    problems += labels.problems
    if layout is None:
        has_labels = any(each.folder for each in structure.places.values())
        layout = DATASET if structure.parts or annotations else LABELLED if has_labels else PLAIN
    if layout == LABELLED:
        problems += _empty_folders(tree, structure.around)
    reading = _reading(tree, kind, structure, annotations)
    if layout != FILE_NAMES and not any(each.label for each in entries):
        reading.notes += _named_labels(structure)
    return FolderReading(entries, layout, reading, problems)


def _merge(
    files: Sequence[str],
    labels: FolderLabels,
    annotations: Sequence[AnnotationFile],
    problems: list[Problem],
) -> list[SourceEntry]:
    """Return the entries by the folders' names, corrected by the annotation files."""
    # Some systems list a name in another normal form than the table spells it in.
    known = {unicodedata.normalize("NFC", each): each for each in files}
    rows: dict[str, list[SourceEntry]] = {}
    for annotation in annotations:
        problems += annotation.problems
        for row in annotation.entries:
            location = known.get(unicodedata.normalize("NFC", row.location), row.location)
            by_folder = labels.entry(location) or SourceEntry(location, row.name)
            entry = row._replace(location=location)
            if annotation.name != EXPORT_LINES:
                entry = entry._replace(
                    label=row.label if annotation.has_labels else by_folder.label,
                    split=row.split or by_folder.split,
                )
            rows.setdefault(location, []).append(entry)
    entries: list[SourceEntry] = []
    for location in files:
        unlisted = [] if location in rows else [labels.entry(location)]
        entries += rows.pop(location, []) + [each for each in unlisted if each]
    return entries + [each for elsewhere in rows.values() for each in elsewhere]


def _reading(
    tree: Tree, kind: str, structure: FolderStructure, annotations: Sequence[AnnotationFile]
) -> Reading:
    title = [kind]
    if structure.parts:
        in_order = sorted(structure.parts, key=lambda each: _ORDER.index(structure.parts[each]))
        parts = [printable(each.removeprefix(structure.around)) for each in in_order]
        title.append(
            f"with {'parts' if len(parts) > 1 else 'the part'} {listed_plainly(parts, 10)}"
        )
    if structure.around:
        title.append(f"(in {printable(structure.around)})")
    tables = [printable(each.title) for each in annotations if each.title]
    if tables:
        title[-1] += ","
        title.append(f"with {listed_plainly(tables, 3)}")
    examples = set(tree.example_files()) | {file for each in annotations for file in each.files}
    others = [each for each in tree.files() if each not in examples]
    notes = list(structure.notes)
    if structure.left_out:
        left_out = [
            f"{printable(folder)} ({counted(count, tree.modality.singular)})"
            for folder, count in structure.left_out.items()
        ]
        notes.append(f"{listed_plainly(left_out, 5)} left out")
    notes += [note for each in annotations for note in each.notes]
    words = tree.modality.singular, tree.modality.plural
    return Reading(" ".join(title), words, count_endings(others), notes)


def _named_labels(structure: FolderStructure) -> list[str]:
    """Return the note that the names of files look like labels, where they do."""
    places = structure.places
    # Kaggle's parts to be answered have numbers for names.
    trained_on = [each for each, place in places.items() if place.part == "train"]
    labels = labels_of_names(list(places)) or labels_of_names(trained_on)
    if not labels:
        return []
    names = listed_plainly(labels, 3)
    return [f"their names look like labels ({names}): layout={FILE_NAMES!r} takes them"]


def _empty_folders(tree: Tree, around: str) -> list[Problem]:
    # Where other files are in a folder, they are counted among those that are left out.
    holding = {each.removeprefix(around).partition("/")[0] for each in tree.files()}
    known = {where for where, _ in tree.problems}
    return [
        (
            printable(each),
            InputNotFoundError(
                f"The folder {printable(each)!r} in {tree.title} holds no "
                f"{tree.modality.singular}: it is empty. Put some in, or remove it."
            ),
        )
        for each in tree.folders(around)
        if each not in holding and printable(f"{around}{each}") not in known
    ]
