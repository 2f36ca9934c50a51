"""What the names of folders say: labels, and the parts of a dataset."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError, InputNotFoundError
from vizsla.exchange.incoming import Entry, printable
from vizsla.exchange.label_words import SIDECAR, SPLITS, UNLABELLED, part_of
from vizsla.exchange.sidecars import Sidecar, sidecars
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.exchange.incoming import Problem
    from vizsla.exchange.tree import Tree

__all__ = ["DATASET", "LABELLED", "PLAIN", "read_folders"]

PLAIN, LABELLED, DATASET = "folder", "labelled folder", "dataset folder"
_NESTED = 2  # slashes in SPLIT/LABEL/NAME


def read_folders(tree: Tree, layout: str | None = None) -> tuple[list[Entry], str, list[Problem]]:
    """Return a tree's pictures, what it was taken for, and what can't be used.

    Args:
        tree: the folder or archive.
        layout: ``folder`` (the folders' names say nothing), ``labelled folder`` (``LABEL/...``)
            or ``dataset folder`` (``SPLIT/LABEL/...``, or a file beside that tells); None finds
            out.

    Raises:
        InputFormatError: it was to be a dataset folder, and is none.

    """
    pictures = tree.pictures()
    tops = _split_folders(pictures)
    beside: list[Sidecar] = []
    problems = list(tree.problems)
    if layout in {None, DATASET}:
        beside, troubles = sidecars(tree, sorted(tops))
        problems += troubles
    is_split = bool(tops) and _is_dataset(pictures, tops, beside)
    if layout is None:
        layout = DATASET if is_split or beside else _plain_or_labelled(pictures)
    elif layout == DATASET and not (tops or beside):
        raise InputFormatError(
            f"{tree.title} is no dataset folder: it has neither train/LABEL and test/LABEL nor a "
            "metadata.csv. Leave layout= out, and what it is will be found out."
        )
    if layout == PLAIN:
        return [Entry(each, printable(each)) for each in pictures], layout, problems
    names = _Names(tops if layout == DATASET else {}, beside)
    entries = _told(pictures, names, beside, problems)
    if layout == LABELLED:
        problems += _empty(tree, pictures)
    return entries, layout, problems + names.problems


class _Names:
    """Reads label and part off a picture's place, and tells each bad label once."""

    def __init__(self, tops: dict[str, str], beside: Sequence[Sidecar]) -> None:
        self._tops = tops
        self._exported = any(each.name == SIDECAR for each in beside)
        # Where a table has labels, what it leaves out has none.
        self._silent = tuple(
            f"{each.base}/" if each.base else ""
            for each in beside
            if each.has_labels and each.name != SIDECAR
        )
        self._labels: dict[str, str | None] = {}
        if self._exported:
            # A label that is no name of a folder got another one: what lies there bears the label.
            for row in (row for each in beside for row in each.entries if row.label):
                *_, folder, _ = "", *row.place.split("/")
                self._labels.setdefault(folder, row.label)
        self.problems: list[Problem] = []

    def entry(self, place: str) -> Entry | None:
        """Return what the folders say of the picture at ``place``; None where they can't."""
        parts = place.split("/")[:-1]
        part = None
        if parts and parts[0] in self._tops:
            part = part_of(self._tops[parts.pop(0)], self._tops.values())
        name = printable(place)
        if not parts or place.startswith(self._silent) or self._set_aside(parts):
            return Entry(place, name, part=part)
        label = self._label(parts[0])
        return Entry(place, name, label, part=part) if label else None

    def _set_aside(self, parts: Sequence[str]) -> bool:
        return bool(self._exported or self._tops) and parts[0].casefold() in UNLABELLED

    def _label(self, folder: str) -> str | None:
        if folder not in self._labels:
            try:
                self._labels[folder] = clean_label(folder, InputError)
            except InputError as error:
                self._labels[folder] = None
                told = InputError(f"The folder {printable(folder)} is left out: {error}")
                told.__cause__ = error
                self.problems.append((printable(folder), told))
        return self._labels[folder]


def _told(
    pictures: Sequence[str], names: _Names, beside: Sequence[Sidecar], problems: list[Problem]
) -> list[Entry]:
    """Return the pictures as their folders tell, corrected by what the files beside tell."""
    # Some systems list a name in another normal form than the table spells it in.
    known = {unicodedata.normalize("NFC", each): each for each in pictures}
    rows: dict[str, list[Entry]] = {}
    for each in beside:
        problems += each.problems
        for row in each.entries:
            place = known.get(unicodedata.normalize("NFC", row.place), row.place)
            there = names.entry(place) or Entry(place, row.name)
            told = row._replace(place=place)
            if each.name != SIDECAR:
                told = told._replace(
                    label=row.label if each.has_labels else there.label,
                    part=row.part or there.part,
                )
            rows.setdefault(place, []).append(told)
    entries: list[Entry] = []
    for place in pictures:
        alone = [] if place in rows else [names.entry(place)]
        entries += rows.pop(place, []) + [each for each in alone if each]
    return entries + [each for left in rows.values() for each in left]


def _split_folders(pictures: Sequence[str]) -> dict[str, str]:
    """Return the folders that are named for a part, with the part's standard name."""
    tops = (each.partition("/")[0] for each in pictures if "/" in each)
    return {top: SPLITS[top.casefold()] for top in dict.fromkeys(tops) if top.casefold() in SPLITS}


def _is_dataset(pictures: Sequence[str], tops: dict[str, str], beside: Sequence[Sidecar]) -> bool:
    others = {each.partition("/")[0] for each in pictures} - tops.keys()
    if any(each.casefold() not in UNLABELLED for each in others):
        return False
    nested = any(each.count("/") >= _NESTED for each in pictures)
    # A single folder of pictures may well be the label 'train'.
    return nested or bool(beside) or len(tops) > 1


def _plain_or_labelled(pictures: Sequence[str]) -> str:
    return LABELLED if any("/" in each for each in pictures) else PLAIN


def _empty(tree: Tree, pictures: Sequence[str]) -> list[Problem]:
    tops = {each.partition("/")[0] for each in pictures}
    return [
        (
            printable(each),
            InputNotFoundError(
                f"The folder {printable(each)} in {tree.title} holds no picture. Put some in, or "
                "remove it."
            ),
        )
        for each in tree.folders()
        if each not in tops
    ]
