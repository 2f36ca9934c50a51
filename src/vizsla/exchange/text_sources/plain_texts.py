"""Reads folders of plain text files: one text a file, or one text a line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputUnclearError
from vizsla.evenly_spread import evenly_spread
from vizsla.exchange.dataset_names import UNLABELLED
from vizsla.exchange.folders.folder_names import part_of_table
from vizsla.exchange.folders.folder_structure import PLAIN, FolderStructure, Place, find_structure
from vizsla.exchange.tables.table_rows import Row, row_problem
from vizsla.exchange.text_sources.text_files import TEXT_FILES, TEXT_LINES
from vizsla.exchange.text_sources.text_lines import is_list, is_prose, read_lines
from vizsla.exchange.text_sources.text_rows import TextTable
from vizsla.label_rules import clean_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vizsla.exchange.trees.tree import Tree

__all__ = ["PlainTexts", "read_plain_texts"]

_SAMPLE = 200  # files that show whether they hold one text or several
_FEW = 0.2  # of the files may have several lines where a file is one text
_NUMBERED = re.compile(r"[\W\d_]*([^\W\d_]*)[\W\d_]*\d[\W\d_]*\Z")  # 12, mail_12


@dataclass(frozen=True, slots=True)
class PlainTexts:
    """The texts of plain files.

    Attributes:
        table: the texts.
        structure: what the folders mean.
        mode: ``TEXT_FILES`` or ``TEXT_LINES``.

    """

    table: TextTable
    structure: FolderStructure
    mode: str


def read_plain_texts(
    tree: Tree, contents: Mapping[str, str], layout: str | None = None
) -> PlainTexts:
    """Return the texts of a folder's plain files, with the labels of their folders or names.

    Where a file holds one text, its folder is the label. Where it holds one a line, its name is,
    unless it lies in a label's folder, or is named for a part or for texts without a label.

    Args:
        tree: the folder or archive.
        contents: the decoded text of each file, by its location.
        layout: ``TEXT_FILES``, ``TEXT_LINES``, or a layout of folders; None recognises both.

    Raises:
        InputUnclearError: the files may hold one text or several, or the folders can be read in
            two ways.

    """
    modes = {TEXT_FILES, TEXT_LINES}
    files = list(contents)
    if layout == PLAIN:
        structure = FolderStructure(places=dict.fromkeys(files, Place(None, None)))
    else:
        of_folders = None if layout in modes else layout
        structure = find_structure(files, tree.title, tree.name, of_folders)
    placed = {each: contents[each] for each in files if each in structure.places}
    mode = layout if layout in modes else _mode(placed, structure, tree.title)
    table = TextTable("texts")
    by_name = mode == TEXT_LINES and layout != PLAIN and len(placed) > 1
    for location, text in placed.items():
        part, folder = structure.places[location]
        if mode == TEXT_LINES:
            name_part, name_label = (
                _of_name(location) if by_name and folder is None else (None,) * 2
            )
            lines = read_lines(text, location, folder or name_label, part or name_part)
            table.rows += lines.rows
            table.problems += lines.problems
            continue
        try:
            label = None if folder is None else clean_label(folder, InputError)
        except InputError as error:
            table.problems.append(row_problem(location, error))
            label = None
        table.rows.append(Row(location, text, label, split=part))
    return PlainTexts(table, structure, mode or TEXT_FILES)


def _of_name(location: str) -> tuple[str | None, str | None]:
    """Return the part and the label that a file of lines is named for."""
    stem = PurePosixPath(location).stem
    part = part_of_table(stem)
    return part, None if part or stem.casefold() in UNLABELLED else stem


def _mode(contents: Mapping[str, str], structure: FolderStructure, title: str) -> str:
    """Return whether a file holds one text or several."""
    texts = list(contents.values())
    sample = [texts[at] for at in evenly_spread(len(texts), _SAMPLE)] if texts else []
    prose, lists = sum(map(is_prose, sample)), sum(map(is_list, sample))
    if lists + prose <= (_FEW * len(sample) if len(sample) > 1 / _FEW else 0) or prose > lists:
        return TEXT_FILES
    if prose == 0 and not _are_numbered(list(contents), structure):
        return TEXT_LINES
    listed = f"{lists} of {len(sample)} files" if len(texts) > 1 else "the file"
    raise InputUnclearError(
        f"It is not certain whether a file in {title} is one text or holds one in each line: "
        f"{listed} may be a list. Say it with the option 'layout': {TEXT_FILES!r} or "
        f"{TEXT_LINES!r}.",
        "layout",
        (TEXT_FILES, TEXT_LINES),
    )


def _are_numbered(files: Sequence[str], structure: FolderStructure) -> bool:
    """Return whether several files are of one label, or of one name but for a number."""
    folders = Counter(structure.places[each].folder for each in files)
    if any(count > 1 for folder, count in folders.items() if folder is not None):
        return True
    found = [_NUMBERED.match(PurePosixPath(each).stem) for each in files]
    return len(files) > 1 and all(found) and len({each[1] for each in found if each}) == 1
