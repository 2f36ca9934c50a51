"""Recognises what the folders of a dataset mean: its parts, its labels, and what is none of them.

Known are a folder for each label; parts (``train/LABEL``, ``training_set/LABEL``, ``train2017``);
folders around all of it; folders that only hold files (``images``), and those of thumbnails. What
could be read in two ways is an error that asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from vizsla.errors import InputUnclearError
from vizsla.exchange.dataset_names import UNLABELLED
from vizsla.exchange.folders.folder_names import (
    holds_copies,
    holds_extras,
    holds_unlabelled,
    is_holder,
    named_part,
    named_parts,
    numbered_holders,
)
from vizsla.exchange.folders.mask_names import masks_of_others
from vizsla.wording import counted, listed_plainly, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "DATASET",
    "FILE_NAMES",
    "LABELLED",
    "PLAIN",
    "FolderStructure",
    "Place",
    "find_structure",
]

PLAIN, LABELLED, DATASET = "folder", "labelled folder", "dataset folder"
FILE_NAMES = "file names"


class Place(NamedTuple):
    """What the folders above a file say of it.

    Attributes:
        part: ``train``, ``test``, ``validation`` or None.
        folder: the name of its label's folder, or None.

    """

    part: str | None
    folder: str | None


@dataclass(slots=True)
class FolderStructure:
    """What the folders of a dataset mean.

    Attributes:
        places: the place of each file; files that are left out have none.
        around: the folders around all files, such as ``dataset/``.
        parts: the folders of the parts, with ``train``, ``test`` or ``validation``.
        left_out: the folders that are left out, with their numbers of files.
        notes: what a reader of the names may have expected otherwise, in words.

    """

    places: dict[str, Place] = field(default_factory=dict)
    around: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def find_structure(
    locations: Sequence[str], title: str, own_name: str = "", layout: str | None = None
) -> FolderStructure:
    """Return what the folders of a dataset mean.

    Args:
        locations: the paths of its files, with ``/`` between the parts.
        title: the dataset's name, for messages.
        own_name: the name of its own folder or archive: a folder of that name within says nothing.
        layout: ``labelled folder`` takes each folder at the top for a label, ``dataset folder``
            those named for a part for parts; None recognises which.

    Raises:
        InputUnclearError: the folders can be read in two ways; ``layout`` says which.

    """
    finder = _Finder(title, own_name.casefold(), layout)
    masks = set() if layout == LABELLED else masks_of_others(locations)
    finder.read(_Folder("", [each for each in locations if each not in masks]), None)
    if masks:
        finder.found.notes.append(f"{counted(len(masks), 'mask')} of other images left out")
    return finder.found


class _Folder:
    """Some files of one folder.

    Args:
        path: the folder, with a ``/`` at its end; "" for the dataset's own.
        locations: the files in it, from the dataset's own folder on.

    """

    def __init__(self, path: str, locations: list[str]) -> None:
        self.path = path
        self.locations = locations
        self.files: list[str] = []
        inside: dict[str, list[str]] = {}
        for each in locations:
            name, slash, _ = each[len(path) :].partition("/")
            (inside.setdefault(name, []) if slash else self.files).append(each)
        self._inside = inside
        self._entered: dict[str, _Folder] = {}
        self.folders = list(inside)

    def enter(self, name: str) -> _Folder:
        """Return one of its folders."""
        if name not in self._entered:
            self._entered[name] = _Folder(f"{self.path}{name}/", self._inside[name])
        return self._entered[name]


class _Finder:
    def __init__(self, title: str, own_name: str, layout: str | None) -> None:
        self.found = FolderStructure()
        self._title = title
        self._own_name = own_name
        self._layout = layout

    def read(self, folder: _Folder, part: str | None) -> None:
        self._place(folder.files, part)
        names = folder.folders
        if self._layout != LABELLED:
            names = self._without_copies(folder)
            names = self._without_unlabelled(folder, names, part)
            if part is None and self._read_parts(folder, names):
                return
            numbered = numbered_holders(names)
            inner = [
                each for each in names if each in numbered or self._is_around(folder, each, names)
            ]
            for each in inner:
                if len(names) == 1 and part is None:
                    self.found.around = f"{folder.path}{each}/"
                elif len(inner) < len(names):
                    self._place_unlabelled(folder.enter(each), part, each)
                    continue
                self.read(folder.enter(each), part)
            names = [each for each in names if each not in inner]
            names = self._without_repeated(folder, names)
            names = self._without_tests(folder, names, part)
        for each in names:
            self._place_label(folder.enter(each), part, each)
            if part is None and self._layout is None and (named_part(each) or holds_copies(each)):
                self.found.notes.append(f"{each}/ is taken for a label")

    def _place(self, files: Iterable[str], part: str | None, folder: str | None = None) -> None:
        self.found.places.update(dict.fromkeys(files, Place(part, folder)))

    def _place_unlabelled(self, folder: _Folder, part: str | None, name: str) -> None:
        self._place(folder.locations, part)
        self.found.notes.append(
            f"{name}/ has folders of its own, which are not read: give it by itself"
            if len(folder.folders) > 1
            else f"{name}/ is no label, its files have none: layout={LABELLED!r} takes it for one"
        )

    def _place_label(self, folder: _Folder, part: str | None, name: str) -> None:
        if self._layout == LABELLED:
            self._place(folder.locations, part, name)
            return
        self._place(folder.files, part, name)
        for each in self._without_copies(folder):
            self._place(folder.enter(each).locations, part, name)

    def _without_repeated(self, folder: _Folder, names: list[str]) -> list[str]:
        """Return the labels' folders without one that has the labels' folders once more.

        Where each label has folders of the same names, that is said: they may be the labels.
        """
        inside = {each: set(folder.enter(each).folders) for each in names}
        repeated = [
            each
            for each in names
            if len(inside[each]) > 1
            and inside[each] <= {*names} - {each}
            and not folder.enter(each).files
        ]
        for each in repeated:
            self._leave_out(folder.enter(each))
        kept = [each for each in names if each not in repeated]
        shared = set.intersection(*(inside[each] for each in kept)) if len(kept) > 1 else set()
        shared = {each for each in shared if not (is_holder(each) or holds_copies(each))}
        if len(shared) > 1 and self._layout is None:
            inner = listed_plainly(sorted(map(printable, shared)), 3)
            self.found.notes.append(f"each of them has the folders {inner}, which are not used")
        return kept

    def _leave_out(self, folder: _Folder) -> None:
        self.found.left_out[folder.path] = len(folder.locations)

    def _without_copies(self, folder: _Folder) -> list[str]:
        """Return the names of the folders without those of thumbnails, where there are others."""
        kept = [each for each in folder.folders if not holds_copies(each)]
        if not (kept or folder.files):
            return folder.folders
        for each in folder.folders:
            if each not in kept:
                self._leave_out(folder.enter(each))
        return kept

    def _without_unlabelled(self, folder: _Folder, names: list[str], part: str | None) -> list[str]:
        unlabelled = [each for each in names if each.casefold() in UNLABELLED]
        for each in unlabelled:
            self._place(folder.enter(each).locations, part)
        return [each for each in names if each not in unlabelled]

    def _without_tests(self, folder: _Folder, names: list[str], part: str | None) -> list[str]:
        """Return the labels' folders without one of a few images to try a function on.

        Custom Vision's tutorial has ``Hemlock``, ``Japanese_Cherry`` and ``Test``.
        """
        if part is not None or self._layout is not None:
            return names
        tests = [
            each
            for each in names
            if named_part(each) in {"test", "validation"} and not folder.enter(each).folders
        ]
        if len(tests) != 1 or len(names) - 1 < 2:  # noqa: PLR2004 - the fewest labels
            return names
        self._place_unlabelled(folder.enter(tests[0]), part, tests[0])
        return [each for each in names if each not in tests]

    def _is_around(self, folder: _Folder, name: str, names: Sequence[str]) -> bool:
        """Return whether a folder's name says nothing of its files: they are looked into."""
        if len(names) > 1:
            return is_holder(name, beside_labels=True)
        if is_holder(name) or name.casefold() == self._own_name:
            return True
        inner = folder.enter(name)
        if named_part(name) is not None:  # seg_train/seg_train/LABEL
            return bool(inner.folders)
        if len(inner.folders) > 1:
            return len(inner.files) < len(inner.folders)  # a few may be covers and samples
        if inner.files:
            return False
        only = inner.folders[0]
        return named_part(only) is not None or self._is_around(inner, only, inner.folders)

    def _read_parts(self, folder: _Folder, names: list[str]) -> bool:
        """Read the folders as parts, and return whether they are."""
        parts = named_parts(names)
        others = [each for each in names if each not in parts]
        if not parts or not self._are_parts(folder, parts, others):
            return False
        for each in others:
            if holds_unlabelled(each) or (is_holder(each) and self._layout is None):
                self._place(folder.enter(each).locations, None)
            else:
                self._leave_out(folder.enter(each))
        for each, split in parts.items():
            self.found.parts[f"{folder.path}{each}"] = split
            self.read(folder.enter(each), split)
        return True

    def _are_parts(self, folder: _Folder, parts: dict[str, str], others: list[str]) -> bool:
        strange = [
            each
            for each in others
            if not (
                holds_unlabelled(each)
                or holds_extras(each)
                or is_holder(each)
                or all(map(named_part, folder.enter(each).folders or ("",)))  # parts once more
            )
        ]
        if self._layout == DATASET or not strange:
            return True
        labels = {inner for each in parts for inner in folder.enter(each).folders}
        # Two labels are the fewest that parts can have, or they hold images alone: train/images.
        if len(labels) < 2 and not any(map(is_holder, labels)):  # noqa: PLR2004
            return False
        beside = listed_plainly(list(map(printable, strange)), 5)
        named = (
            f"the folder {printable(next(iter(parts)))}, named for a part of a dataset, and "
            f"beside it {beside}"
            if len(parts) == 1
            else f"the folders {listed_plainly(list(map(printable, parts)), 10)}, named for "
            f"parts of a dataset, and beside them {beside}"
        )
        raise InputUnclearError(
            f"{self._title} has {named}. Say how to read it with the option 'layout': "
            f"{DATASET!r} reads the parts and leaves out {counted(len(strange), 'other folder')}; "
            f"{LABELLED!r} takes every folder for a label.",
            "layout",
            (DATASET, LABELLED),
        )
