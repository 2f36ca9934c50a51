"""Reads folders and archives of texts: tables, files of lines, one text a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vizsla.errors import InputError, InputFormatError, InputNotFoundError, InputUnclearError
from vizsla.exchange.assistants.assistant_files import read_assistant_tree
from vizsla.exchange.folders.folder_names import named_part, part_of_table
from vizsla.exchange.folders.folder_structure import DATASET, LABELLED, PLAIN
from vizsla.exchange.summary import Reading, count_endings, listed_endings
from vizsla.exchange.text_sources.assistant_texts import assistant_texts
from vizsla.exchange.text_sources.class_names import find_class_names
from vizsla.exchange.text_sources.parallel_files import MAPPING, find_parallel, read_parallel
from vizsla.exchange.text_sources.plain_texts import read_plain_texts
from vizsla.exchange.text_sources.text_files import (
    ASSISTANT,
    TABLE_SUFFIXES,
    TEXT_LINES,
    read_text_file,
)
from vizsla.exchange.text_sources.text_lines import has_columns, is_fast_text
from vizsla.exchange.text_sources.text_rows import TextTable, text_entries
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.exchange.wrong_modality import modality_of_files, project_for
from vizsla.wording import counted, listed_plainly, printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from vizsla.exchange.assistants.assistant import Assistant
    from vizsla.exchange.folders.folder_structure import FolderStructure
    from vizsla.exchange.hints import Hints
    from vizsla.exchange.import_source import Problem, SourceEntry
    from vizsla.exchange.text_sources.parallel_files import Pair
    from vizsla.exchange.trees.tree import Tree

__all__ = ["TextReading", "read_text_folder"]

_TEXT_SUFFIXES = frozenset((".txt", ".text"))
# Files that people put beside their texts, and that tell of them.
_ABOUT = re.compile(
    r"(readme|licen[cs]e|notice|copying|authors|changelog|requirements)\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:\.\d+)?")  # the endings of mails, as in the 20 newsgroups
_SHARD = re.compile(r"-\d+-of-\d+\Z")  # data/train-00000-of-00001.csv
_COLUMNAR = frozenset((".parquet", ".arrow", ".feather"))
_BINARY = {".spacy": "spaCy's binary texts. Write them as JSON lines, with text and cats"}
_ORDER = ("train", "validation", "test")


@dataclass(slots=True)
class TextReading:
    """A source's texts, as they were read.

    Attributes:
        entries: the texts, with labels and splits.
        layout: the layout that they were read as.
        reading: how they were understood.
        problems: the files and rows that can't be used.

    """

    entries: list[SourceEntry]
    layout: str
    reading: Reading
    problems: list[Problem] = field(default_factory=list)


def read_text_folder(tree: Tree, kind: str, hints: Hints, layout: str | None = None) -> TextReading:
    """Return the texts of a folder or archive.

    Args:
        tree: the folder or archive.
        kind: what it is, in the line that says how it was understood: ``Folder``.
        hints: what the caller says of the files in it.
        layout: ``TEXT_FILES``, ``TEXT_LINES``, or a layout of folders; None recognises it.

    Raises:
        InputUnclearError: the files or folders can be read in several ways.
        InputNotFoundError: there are no texts.

    """
    assistant = read_assistant_tree(tree) if layout is None else None
    if assistant is not None:
        return _assistant_reading(tree, kind, assistant)
    files = [each for each in tree.files() if not _ABOUT.match(PurePosixPath(each).name)]
    pairs = find_parallel(files) if layout is None else []
    parallel = _read_pairs(tree, pairs, hints)
    if parallel:
        beside = {each.labels for each in pairs} | {
            each for each in files if PurePosixPath(each).name == MAPPING
        }
        return _table_reading(tree, kind, parallel, list(tree.problems), beside)
    plain = [each for each in files if _suffix(each) in _TEXT_SUFFIXES]
    plain = plain or [each for each in files if _NUMBERED.fullmatch(_suffix(each))]
    tables = [each for each in files if _suffix(each) in TABLE_SUFFIXES]
    problems = list(tree.problems)
    contents, columnar = _contents(tree, plain, hints, problems)
    tables += columnar
    if contents and (not tables or layout is not None):
        return _plain_reading(tree, kind, contents, layout, problems)
    found = _read_tables(tree, tables, hints, problems) if tables else {}
    if found:
        return _table_reading(tree, kind, found, problems)
    if contents:
        return _plain_reading(tree, kind, contents, layout, problems)
    raise _no_texts(tree, problems)


def _read_pairs(tree: Tree, pairs: list[Pair], hints: Hints) -> dict[str, tuple[str, TextTable]]:
    """Return the layout and the rows of the pairs of files that belong together."""
    found: dict[str, tuple[str, TextTable]] = {}
    for each in pairs:
        part = each.part or _part(each.texts)
        table = read_parallel(tree, each._replace(part=part), hints)
        if table is not None:
            found[each.texts] = TEXT_LINES, table
    return found


def _assistant_reading(tree: Tree, kind: str, assistant: Assistant) -> TextReading:
    table = assistant_texts(assistant)
    entries, problems, notes = text_entries([table])
    words = tree.modality.singular, tree.modality.plural
    reading = Reading(f"{kind} of {table.title}", words, notes=notes)
    return TextReading(entries, ASSISTANT, reading, [*tree.problems, *problems])


def _suffix(location: str) -> str:
    return PurePosixPath(location).suffix.lower()


def _contents(
    tree: Tree, plain: list[str], hints: Hints, problems: list[Problem]
) -> tuple[dict[str, str], list[str]]:
    """Return the plain files' texts, and which of them are tables of another ending."""
    contents: dict[str, str] = {}
    columnar: list[str] = []
    for each in plain:
        try:
            text = decode_text(tree.read(each), each, hints.encoding)
        except InputUnclearError:
            raise
        except InputError as error:
            problems.append((printable(each), error))
            continue
        if is_fast_text(text) or has_columns(text):
            columnar.append(each)
        else:
            contents[each] = text
    return contents, columnar


def _plain_reading(
    tree: Tree, kind: str, contents: dict[str, str], layout: str | None, problems: list[Problem]
) -> TextReading:
    found = read_plain_texts(tree, contents, layout)
    entries, unusable, notes = text_entries([found.table])
    how = "one text a line" if found.mode == TEXT_LINES else "one text a file"
    title = f"{_folder_title(kind, found.structure)}, {how}"
    reading = _reading(tree, title, [*contents], [*_notes(found.structure), *notes])
    has_labels = any(each.label for each in entries)
    if layout is None:
        layout = DATASET if found.structure.parts else LABELLED if has_labels else PLAIN
    return TextReading(entries, layout, reading, problems + unusable)


def _read_tables(
    tree: Tree, tables: list[str], hints: Hints, problems: list[Problem]
) -> dict[str, tuple[str, TextTable]]:
    """Return the layout and the rows of each table that can be read.

    Raises:
        InputUnclearError: no table can be read, and of one it is not clear how.
        InputError: the only table can't be read.

    """
    found: dict[str, tuple[str, TextTable]] = {}
    errors: dict[str, InputError] = {}
    names = find_class_names(tree)
    for each in tables:
        try:
            found[each] = read_text_file(
                tree.read(each),
                each,
                tree.modality,
                hints,
                class_names=names,
                split=_part(each),
            )
        except InputError as error:
            errors[each] = error
    unclear = next((each for each in errors.values() if isinstance(each, InputUnclearError)), None)
    if not found and unclear is not None:
        raise unclear
    if not found and len(errors) == 1:
        raise next(iter(errors.values()))
    problems += [(printable(each), error) for each, error in errors.items()]
    labels = {row.label for _, table in found.values() for row in table.rows}
    for each, (_, table) in list(found.items()):
        if labels.issuperset(row.path for row in table.rows) and len(found) > 1:
            del found[each]  # a list of the labels
    return found


def _part(location: str) -> str | None:
    """Return the part that a table is named for, or else its folder."""
    path = PurePosixPath(location)
    named = part_of_table(_SHARD.sub("", path.stem))
    return named or next(filter(None, map(named_part, reversed(path.parts[:-1]))), None)


def _table_reading(
    tree: Tree,
    kind: str,
    found: dict[str, tuple[str, TextTable]],
    problems: list[Problem],
    beside: Collection[str] = (),
) -> TextReading:
    def order(location: str) -> int:
        _, table = found[location]
        return _ORDER.index((table.rows[0].split if table.rows else None) or "train")

    # The training set first: of a text in both, the one to train on is kept.
    shown = sorted(found, key=order)
    entries, unusable, notes = text_entries([found[each][1] for each in shown])
    titles = list(dict.fromkeys(table.title for _, table in found.values()))
    title = f"{kind} with {listed_plainly(list(map(printable, shown)), 5)} ({'; '.join(titles)})"
    return TextReading(
        entries,
        next(iter(found.values()))[0],
        _reading(tree, title, [*found, *beside], notes),
        problems + unusable,
    )


def _reading(tree: Tree, title: str, used: list[str], notes: list[str]) -> Reading:
    others = set(tree.files()) - set(used)
    words = tree.modality.singular, tree.modality.plural
    return Reading(title, words, count_endings(sorted(others)), notes)


def _folder_title(kind: str, structure: FolderStructure) -> str:
    title = kind
    if structure.parts:
        in_order = sorted(structure.parts, key=lambda each: _ORDER.index(structure.parts[each]))
        parts = [printable(each.removeprefix(structure.around)) for each in in_order]
        title += f" with {'parts' if len(parts) > 1 else 'the part'} {listed_plainly(parts, 10)}"
    return f"{title} (in {printable(structure.around)})" if structure.around else title


def _notes(structure: FolderStructure) -> list[str]:
    left_out = [
        f"{printable(folder)} ({counted(count, 'file')})"
        for folder, count in structure.left_out.items()
    ]
    return [*structure.notes, *([f"{listed_plainly(left_out, 5)} left out"] if left_out else [])]


def _no_texts(tree: Tree, problems: list[Problem]) -> InputError:
    """Return the error of a folder without texts, with what is in it instead."""
    endings = count_endings(tree.files())
    columnar = next((each for each in endings if each in _COLUMNAR), None)
    if columnar is not None:
        return InputFormatError(
            f"{tree.title} holds its texts in {columnar}, which is not read here. Write them as "
            "CSV, with pandas: pandas.read_parquet('train.parquet').to_csv('train.csv', "
            "index=False)."
        )
    binary = next((each for each in endings if each in _BINARY), None)
    if binary is not None:
        return InputFormatError(f"{tree.title} holds {_BINARY[binary]}.")
    if problems:
        name, error = problems[0]
        return InputFormatError(f"{tree.title} holds no text that can be read: {name}: {error}")
    but = f", but {listed_endings(endings)}" if endings else ""
    other = modality_of_files(tree.files())
    way_out = (
        f"{other.plural.capitalize()} go into {project_for(other)}."
        if other is not None and endings
        else "Put in a table (.csv, .jsonl), or .txt files, or give another folder."
    )
    return InputNotFoundError(f"{tree.title} holds no {tree.modality.singular}{but}. {way_out}")
