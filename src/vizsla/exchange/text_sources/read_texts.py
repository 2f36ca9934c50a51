"""Recognises a source of texts, and reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.errors import InputError, InputFormatError, InputUnclearError, OptionError
from vizsla.exchange.folders.folder_structure import DATASET, LABELLED, PLAIN
from vizsla.exchange.import_source import ImportSource
from vizsla.exchange.summary import Reading
from vizsla.exchange.text_sources.text_files import TEXT_FILES, TEXT_LINES, read_text_file
from vizsla.exchange.text_sources.text_folders import read_text_folder
from vizsla.exchange.text_sources.text_rows import encode_text, text_entries
from vizsla.modalities.sources.read_bytes import read_path
from vizsla.wording import counted, printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vizsla.exchange.hints import Hints
    from vizsla.exchange.import_source import Problem
    from vizsla.exchange.text_sources.text_rows import TextTable
    from vizsla.exchange.trees.tree import Tree
    from vizsla.modalities.base import Modality
    from vizsla.modalities.limits import Limits

__all__ = ["TEXT_FILES", "TEXT_LINES", "read_text_paths", "read_text_tree"]

_LAYOUTS = {None, PLAIN, LABELLED, DATASET, TEXT_FILES, TEXT_LINES}


def read_text_tree(tree: Tree, kind: str, hints: Hints, layout: str | None) -> ImportSource:
    """Return the texts of a folder or archive.

    Args:
        tree: the folder or archive.
        kind: what it is, in the line that says how it was understood: ``Folder``.
        hints: what the caller says of the files in it.
        layout: the layout to read it as; None recognises it.

    Raises:
        InputUnclearError: it can be read in several ways.
        InputError: it holds no texts that can be read.
        OptionError: no folder of texts has that layout.

    """
    if layout not in _LAYOUTS:
        raise OptionError(
            f"{tree.title} is a {kind.lower()} of texts, which can't be read as {layout}."
        )
    found = read_text_folder(tree, kind, hints, layout)
    return ImportSource(found.entries, encode_text, found.layout, found.reading, found.problems)


def read_text_paths(
    paths: Sequence[Path],
    modality: Modality[Any],
    limits: Limits,
    hints: Hints,
    layout: str | None = None,
) -> ImportSource:
    """Return the texts of one file or several.

    Args:
        paths: the files.
        modality: the modality of texts.
        limits: the bytes that one file may have.
        hints: what the caller says of the files.
        layout: ``TEXT_FILES`` or ``TEXT_LINES`` for plain files; None recognises it.

    Raises:
        InputUnclearError: a file can be read in several ways.
        InputError: no file can be read.

    """
    mode = layout if layout in {TEXT_FILES, TEXT_LINES} else None
    found: list[tuple[str, TextTable]] = []
    unusable: list[Problem] = []
    for each in paths:
        name = printable(each.name)
        try:
            data = read_path(each, limits)
            found.append(read_text_file(data, name, modality, hints, layout=mode))
        except InputError as error:
            # One bad file of several does not cost the others.
            if len(paths) == 1 or isinstance(error, InputUnclearError):
                raise
            unusable.append((name, error))
    if not found:
        raise unusable[0][1]
    tables = [table for _, table in found]
    entries, problems, notes = text_entries(tables, keep_repeated=hints.keep_repeated)
    problems += unusable
    if not entries and not problems:
        raise InputFormatError(f"{printable(paths[0].name)} holds no text. Write one in each row.")
    titles = list(dict.fromkeys(each.title for each in tables))
    title = titles[0] if len(paths) == 1 else f"{counted(len(paths), 'file')} ({'; '.join(titles)})"
    reading = Reading(title, (modality.singular, modality.plural), notes=notes)
    return ImportSource(entries, encode_text, found[0][0], reading, problems)
