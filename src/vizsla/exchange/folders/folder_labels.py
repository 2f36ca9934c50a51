"""Takes a file's label and split from the meaning of its folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import InputError
from vizsla.exchange.dataset_names import EXPORT_LINES, train_or_test
from vizsla.exchange.import_source import SourceEntry
from vizsla.label_rules import clean_label
from vizsla.wording import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.folders.annotation_file import AnnotationFile
    from vizsla.exchange.folders.folder_structure import FolderStructure
    from vizsla.exchange.import_source import Problem

__all__ = ["FolderLabels"]


class FolderLabels:
    """The labels and splits that follow from the names of a tree's folders.

    Args:
        structure: what the folders mean.
        annotations: the annotation files; their labels and splits replace those of the folders.

    Attributes:
        problems: the folders whose names can't be labels, each once.

    """

    def __init__(self, structure: FolderStructure, annotations: Sequence[AnnotationFile]) -> None:
        self.problems: list[Problem] = []
        self._structure = structure
        # A test part without labels is none to test on, where another part has labels.
        labelled = {each.part for each in structure.places.values() if each.folder and each.part}
        self._splits = labelled or set(structure.parts.values())
        is_export = any(each.name == EXPORT_LINES for each in annotations)
        # Where a table has labels, the files that it leaves out have none.
        self._without_labels = tuple(
            f"{each.base}/" if each.base else ""
            for each in annotations
            if each.has_labels and each.name != EXPORT_LINES
        )
        self._labels = _exported_labels(annotations) if is_export else {}

    def entry(self, location: str) -> SourceEntry | None:
        """Return the entry of a file; None where it is left out."""
        place = self._structure.places.get(location)
        if place is None:
            return None
        split = train_or_test(place.part, self._splits)
        name = printable(location.removeprefix(self._structure.around))
        if place.folder is None or location.startswith(self._without_labels):
            return SourceEntry(location, name, split=split)
        label = self._label(place.folder)
        return SourceEntry(location, name, label, split=split) if label else None

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

    Where a label can't be the name of a folder, the export's folder has another name. Files that
    people move into that folder get the label, not the folder's name.
    """
    labels: dict[str, str | None] = {}
    for row in (row for each in annotations for row in each.entries if row.label):
        *_, folder, _ = "", *row.location.split("/")
        labels.setdefault(folder, row.label)
    return labels
