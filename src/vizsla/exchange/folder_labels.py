"""Takes a file's label and split from the names of its folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import EXPORT_LINES, UNLABELLED, train_or_test
from vizsla.exchange.import_source import SourceEntry, printable
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.annotation_files import AnnotationFile
    from vizsla.exchange.import_source import Problem

__all__ = ["FolderLabels"]


class FolderLabels:
    """The labels and splits that follow from the names of a tree's folders.

    Args:
        split_folders: the folders at the top that are named for a split, with its standard name.
        annotations: the annotation files; their labels and splits replace those of the folders.

    Attributes:
        problems: the folders whose names can't be labels, each once.

    """

    def __init__(
        self, split_folders: dict[str, str], annotations: Sequence[AnnotationFile]
    ) -> None:
        self.problems: list[Problem] = []
        self._split_folders = split_folders
        self._is_export = any(each.name == EXPORT_LINES for each in annotations)
        # Where a table has labels, the files that it leaves out have none.
        self._without_labels = tuple(
            f"{each.base}/" if each.base else ""
            for each in annotations
            if each.has_labels and each.name != EXPORT_LINES
        )
        self._labels = _exported_labels(annotations) if self._is_export else {}

    def entry(self, location: str) -> SourceEntry | None:
        """Return the entry of a file; None where its folder's name can't be a label."""
        parts = location.split("/")[:-1]
        split = None
        if parts and parts[0] in self._split_folders:
            splits = self._split_folders.values()
            split = train_or_test(self._split_folders[parts.pop(0)], splits)
        name = printable(location)
        if not parts or location.startswith(self._without_labels) or self._is_unlabelled(parts[0]):
            return SourceEntry(location, name, split=split)
        label = self._label(parts[0])
        return SourceEntry(location, name, label, split=split) if label else None

    def _is_unlabelled(self, folder: str) -> bool:
        is_dataset = bool(self._is_export or self._split_folders)
        return is_dataset and folder.casefold() in UNLABELLED

    def _label(self, folder: str) -> str | None:
        if folder not in self._labels:
            try:
                self._labels[folder] = clean_label(folder, InputError)
            except InputError as error:
                self._labels[folder] = None
                problem = InputError(f"The folder {printable(folder)!r} is left out: {error}")
                problem.__cause__ = error
                self.problems.append((printable(folder), problem))
        return self._labels[folder]


def _exported_labels(annotations: Sequence[AnnotationFile]) -> dict[str, str | None]:
    """Return the labels of an export's folders.

    A label that can't be the name of a folder got another one: files that people move into that
    folder get the folder's label.
    """
    labels: dict[str, str | None] = {}
    for row in (row for each in annotations for row in each.entries if row.label):
        *_, folder, _ = "", *row.location.split("/")
        labels.setdefault(folder, row.label)
    return labels
