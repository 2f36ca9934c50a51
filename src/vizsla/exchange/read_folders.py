"""Recognises the layout of a tree of files, and reads its labels and splits."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.errors import InputFormatError, InputNotFoundError
from vizsla.exchange.annotation_files import AnnotationFile, read_annotation_files
from vizsla.exchange.dataset_names import EXPORT_LINES, SPLITS, UNLABELLED
from vizsla.exchange.folder_labels import FolderLabels
from vizsla.exchange.import_source import SourceEntry, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.tree import Tree

__all__ = ["DATASET", "LABELLED", "PLAIN", "read_folders"]

PLAIN, LABELLED, DATASET = "folder", "labelled folder", "dataset folder"
_NESTED = 2  # slashes in SPLIT/LABEL/NAME


def read_folders(
    tree: Tree, layout: str | None = None
) -> tuple[list[SourceEntry], str, list[Problem]]:
    """Return a tree's files, the layout that it was read as, and the problems.

    Args:
        tree: the folder or archive.
        layout: ``folder`` (the folders' names mean nothing), ``labelled folder`` (``LABEL/...``)
            or ``dataset folder`` (``SPLIT/LABEL/...``, or an annotation file beside); None
            recognises it.

    Raises:
        InputFormatError: the tree is to be read as a dataset folder, and is not one.

    """
    files = tree.example_files()
    split_folders = _split_folders(files)
    annotations: list[AnnotationFile] = []
    problems = list(tree.problems)
    if layout in {None, DATASET}:
        annotations, unusable = read_annotation_files(tree, sorted(split_folders))
        problems += unusable
    has_splits = bool(split_folders) and _is_dataset(files, split_folders, annotations)
    if layout is None:
        layout = DATASET if has_splits or annotations else _plain_or_labelled(files)
    elif layout == DATASET and not (split_folders or annotations):
        raise InputFormatError(
            f"{tree.title} is no dataset folder: it has neither train/LABEL and test/LABEL nor a "
            "metadata.csv. Leave the option 'layout' out, and the layout is recognised."
        )
    if layout == PLAIN:
        return [SourceEntry(each, printable(each)) for each in files], layout, problems
    labels = FolderLabels(split_folders if layout == DATASET else {}, annotations)
    entries = _merge(files, labels, annotations, problems)
    if layout == LABELLED:
        problems += _empty_folders(tree, files)
    return entries, layout, problems + labels.problems


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


def _split_folders(files: Sequence[str]) -> dict[str, str]:
    """Return the folders that are named for a split, with the split's standard name."""
    tops = (each.partition("/")[0] for each in files if "/" in each)
    return {top: SPLITS[top.casefold()] for top in dict.fromkeys(tops) if top.casefold() in SPLITS}


def _is_dataset(
    files: Sequence[str], split_folders: dict[str, str], annotations: Sequence[AnnotationFile]
) -> bool:
    others = {each.partition("/")[0] for each in files} - split_folders.keys()
    if any(each.casefold() not in UNLABELLED for each in others):
        return False
    nested = any(each.count("/") >= _NESTED for each in files)
    # A single folder of files may well be the label 'train'.
    return nested or bool(annotations) or len(split_folders) > 1


def _plain_or_labelled(files: Sequence[str]) -> str:
    return LABELLED if any("/" in each for each in files) else PLAIN


def _empty_folders(tree: Tree, files: Sequence[str]) -> list[Problem]:
    tops = {each.partition("/")[0] for each in files}
    return [
        (
            printable(each),
            InputNotFoundError(
                f"The folder {printable(each)!r} in {tree.title} holds no "
                f"{tree.modality.singular}. Put some in, or remove it."
            ),
        )
        for each in tree.folders()
        if each not in tops
    ]
